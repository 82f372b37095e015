import { basename, resolve } from 'node:path';
import { MetadataStore } from '../metadata/metadata-store.ts';
import { readNotebookText } from '../pipeline/load-notebook.ts';
import { applyOverrides } from '../pipeline/override.ts';
import { parseNotebook } from '../pipeline/parse-notebook.ts';
import { adoptTfxDatabase } from './adopt-tfx-database.ts';
import { NotebookFile } from './notebook-file.ts';
import { OrchestratorError } from './orchestrator-error.ts';
import type { PipelineContext } from './pipeline-context.ts';
import { recoverRoot } from './recover-root.ts';
import { RootLayout } from './root-layout.ts';
import { RootLock } from './root-lock.ts';
import { defaultRoot, makeContext, type SessionOptions } from './session-options.ts';

/** What a session holds open. */
export interface SessionParts {
  readonly context: PipelineContext;
  readonly file: NotebookFile;
  /** Undefined for a session that only looks. */
  readonly lock: RootLock | undefined;
}

/**
 * Opens a notebook's file, root and store, and puts the root in order after a crash.
 *
 * @throws NotebookError when the file is not a notebook or an override names nothing, OrchestratorError
 * "root-in-use", MetadataError
 */
export async function openParts(options: SessionOptions): Promise<SessionParts> {
  const path = resolve(options.path);
  const layout = new RootLayout(resolve(options.root ?? defaultRoot(path)));
  // Before anything is made: a typing error must leave no folder behind.
  applyOverrides(parseNotebook(await readNotebookText(path), path).notebook, options.overrides ?? []);
  layout.createFolders();
  const looksOnly = options.access === 'observe';
  const lock = looksOnly ? acquireIfFree(layout) : RootLock.acquire(layout);
  let store: MetadataStore | undefined;
  try {
    adoptTfxDatabase(layout);
    store = MetadataStore.open(layout.database, { checkIntegrity: lock?.wasUnclean ?? false });
    const file = await NotebookFile.open({
      path,
      components: options.components,
      journal: layout.editHistory(basename(path)),
      readOnly: looksOnly,
    });
    const context = makeContext({ options, path, layout, store });
    if (lock) {
      await recoverRoot(context);
    }
    if (looksOnly) {
      lock?.[Symbol.dispose]();
    }
    return { context, file, lock: looksOnly ? undefined : lock };
  } catch (error) {
    store?.close();
    lock?.[Symbol.dispose]();
    throw error;
  }
}

/** Who only looks puts a root in order when no engine works in it, and leaves it alone when one does. */
function acquireIfFree(layout: RootLayout): RootLock | undefined {
  try {
    return RootLock.acquire(layout);
  } catch (error) {
    if (error instanceof OrchestratorError && error.code === 'root-in-use') {
      return undefined;
    }
    throw error;
  }
}
