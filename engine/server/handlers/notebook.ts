import type { notebookMethods } from '../../contract/notebook.ts';
import type { HandlerContext, Handlers } from '../handler.ts';
import type { Workspace } from '../workspace.ts';

/** The calls that open, edit and run the notebook; thin, since the session knows how. */
export function notebookHandlers(
  workspace: Workspace,
): Handlers<typeof notebookMethods, Pick<HandlerContext, 'signal'>> {
  return {
    'notebook.get': () => workspace.view(),
    'notebook.open': ({ path, root }) => workspace.open({ path, root }),
    'notebook.openSample': () => workspace.openSample(),
    'notebook.createFromFolder': async ({ folder, path }) => {
      const { createNotebookFromFolder } = await import('../new-notebook.ts');
      await createNotebookFromFolder(folder, path);
      return workspace.open({ path, trusted: true });
    },
    'notebook.close': async () => {
      await workspace.close();
      return null;
    },
    'notebook.recent': () => workspace.recent(),
    'notebook.edit': ({ command }) => workspace.session.edit(command),
    'notebook.undo': () => workspace.session.undo(),
    'notebook.redo': () => workspace.session.redo(),
    'notebook.resolveConflict': ({ keep }) => workspace.session.resolveConflict(keep),
    'notebook.trust': () => workspace.trust(),
    'notebook.text': async () => ({ text: workspace.session.text }),
    'notebook.exportReport': async (_request, { signal }) => {
      // Loaded when it is asked for: a report draws with the code of every viewer.
      const { makeReport } = await import('../report/make-report.ts');
      return { html: await makeReport(workspace.session, signal) };
    },
    ...moduleHandlers(workspace),
    ...runHandlers(workspace),
  };
}

type ModuleMethods = Pick<typeof notebookMethods, 'module.read' | 'module.write' | 'module.check'>;

function moduleHandlers(workspace: Workspace): Handlers<ModuleMethods, unknown> {
  return {
    'module.read': async ({ path }) => ({ text: await workspace.session.modules.read(path) }),
    'module.write': async ({ path, text }) => {
      const diagnostics = await workspace.session.modules.write(path, text);
      await workspace.session.refresh();
      return { diagnostics: [...diagnostics] };
    },
    'module.check': async ({ text }) => {
      const { checkModule } = await import('../../orchestrator/module-files.ts');
      return { diagnostics: [...(await checkModule(text))] };
    },
  };
}

type RunMethods = Pick<
  typeof notebookMethods,
  'run.start' | 'run.cancel' | 'run.plan' | 'cell.forget' | 'storage.preview' | 'storage.collect'
>;

function runHandlers(workspace: Workspace): Handlers<RunMethods, unknown> {
  return {
    'run.start': async (request) => {
      const { runId, done } = workspace.session.startRun(request);
      // The outcome reaches every window as events; a rejection would be a defect and is told as one.
      done.catch((error: unknown) => workspace.reportDefect(error));
      return { runId };
    },
    'run.cancel': async ({ cells }) => {
      workspace.session.cancel(cells);
      return null;
    },
    'run.plan': (request) => workspace.session.plan(request),
    'cell.forget': ({ cell }) => workspace.session.forget(cell),
    'storage.preview': async () => workspace.session.storagePreview(),
    'storage.collect': () => workspace.session.collectStorage(),
  };
}
