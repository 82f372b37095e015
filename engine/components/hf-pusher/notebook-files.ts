import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { init, parse } from 'es-module-lexer';
import type { UploadSource } from '../../destinations/hub/local-file.ts';
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

async function modulesOf(directory: string, notebook: Notebook): Promise<readonly string[]> {
  const parameters = notebook.cells.flatMap((cell) =>
    cell.kind === 'note' ? [] : Object.values(cell.parameters),
  );
  const found = new Set<string>();
  const queue = parameters.flatMap(moduleNames).map((name) => join(directory, name));
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    const path = relative(directory, file).split(sep).join('/');
    if (found.has(path) || path.startsWith('..') || !existsSync(file)) {
      continue;
    }
    found.add(path);
    queue.push(...(await importsOf(file)));
  }
  return [...found].sort();
}

function moduleNames(value: JsonValue): readonly string[] {
  return typeof value === 'string' && /\.(?:ts|js|mjs)$/.test(value) ? [value] : [];
}

async function importsOf(file: string): Promise<readonly string[]> {
  await init;
  const [imports] = parse(await readFile(file, 'utf8'), file);
  return imports.flatMap(({ specifier }) =>
    specifier?.startsWith('.') ? [join(dirname(file), specifier)] : [],
  );
}
