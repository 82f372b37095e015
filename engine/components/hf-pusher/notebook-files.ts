import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UploadSource } from '../../destinations/hub/local-file.ts';
import { readModuleClosure } from '../../pipeline/module-closure.ts';
import type { JsonValue, Notebook } from '../../pipeline/notebook.ts';
import { NotebookError } from '../../pipeline/notebook-error.ts';
import { parseNotebook } from '../../pipeline/parse-notebook.ts';

/** The notebook a push comes from: its document and the files that belong to it. */
export interface NotebookSources {
  readonly notebook: Notebook | null;
  readonly files: readonly UploadSource[];
}

/** Finds the notebook of a pipeline in its folder by name, with the modules that it names and what those import. */
export async function findNotebook(directory: string, pipelineName: string): Promise<NotebookSources> {
  const names = existsSync(directory) ? await readdir(directory) : [];
  for (const name of names.filter((file) => /\.pipeline\.ya?ml$/.test(file)).sort()) {
    const notebook = readNotebook(await readFile(join(directory, name), 'utf8'), name);
    if (notebook?.name === pipelineName) {
      const modules = await modulesOf(directory, notebook);
      return { notebook, files: [name, ...modules].map((path) => notebookFile(directory, path)) };
    }
  }
  return { notebook: null, files: [] };
}

function notebookFile(directory: string, path: string): UploadSource {
  return { path: `pipeline/${path}`, content: { file: join(directory, path) }, origin: `notebook/${path}` };
}

/** Another notebook in the folder may be broken; it is none of this push's business. */
function readNotebook(text: string, file: string): Notebook | null {
  try {
    return parseNotebook(text, file).notebook;
  } catch (error) {
    if (error instanceof NotebookError) {
      return null;
    }
    throw error;
  }
}

/** Modules that parameters name, and what they import; what lies outside the notebook's folder stays there. */
async function modulesOf(directory: string, notebook: Notebook): Promise<readonly string[]> {
  const parameters = notebook.cells.flatMap((cell) =>
    cell.kind === 'note' ? [] : Object.values(cell.parameters),
  );
  const named = parameters.flatMap(moduleNames).filter((name) => existsSync(join(directory, name)));
  const closure = await readModuleClosure(named, directory);
  return [...closure.keys()].filter((name) => !name.startsWith('../'));
}

function moduleNames(value: JsonValue): readonly string[] {
  return typeof value === 'string' && /\.(?:ts|js|mjs)$/.test(value) ? [value] : [];
}
