import type { ExportKind, exportMethods } from '../../contract/export.ts';
import { notebookExports } from '../../interop/exports-of-notebook.ts';
import { openNotebook } from '../../interop/open-notebook.ts';
import { ExportError, planExport, writeExport } from '../../interop/write-export.ts';
import type { Handlers } from '../handler.ts';
import type { Workspace } from '../workspace.ts';

/** The calls that write the open notebook for other tools. */
export function exportHandlers(
  workspace: Pick<Workspace, 'session'>,
): Handlers<typeof exportMethods, unknown> {
  const make = (kind: ExportKind) => notebookExports[kind](openNotebook(workspace.session));
  return {
    'export.preview': async ({ kind }) => {
      const { folder, files, notes } = await make(kind);
      const planned = await planExport(folder, files);
      return {
        folder,
        files: planned.map(({ path, text, existing, state }) => ({ path, text, existing, state })),
        notes: [...notes],
      };
    },
    'export.write': async ({ kind, decisions }) => {
      requireTrust(workspace);
      const { folder, files } = await make(kind);
      const written = await writeExport(folder, files, (path) =>
        Object.hasOwn(decisions, path) ? decisions[path] : undefined,
      );
      return { folder, written: [...written] };
    },
  };
}

/** What is exported is code, made of what the notebook says. @throws ExportError "not-trusted" */
function requireTrust({ session }: Pick<Workspace, 'session'>): void {
  if (session.view().trusted) return;
  throw new ExportError('not-trusted', 'This notebook is not trusted, so Millrace does not export it', {
    hint: 'Trust it if you know where it comes from.',
  });
}
