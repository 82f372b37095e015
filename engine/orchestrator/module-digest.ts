import { readFile } from 'node:fs/promises';
import { dirname, extname, isAbsolute, relative, resolve, sep } from 'node:path';
import { init, parse } from 'es-module-lexer';
import { type Digest, digestOf } from '../base/digest.ts';
import { OrchestratorError } from './orchestrator-error.ts';

/**
 * Digests of user modules and of everything they import below the notebook's folder, by relative path: a change in
 * a helper re-keys the cell as a change in the module itself does.
 *
 * @throws OrchestratorError "missing-module", "module-syntax"
 */
export async function digestModules(
  modules: readonly string[],
  notebookDirectory: string,
): Promise<Readonly<Record<string, Digest>>> {
  await init;
  const digests = new Map<string, Digest>();
  const queue = [...modules];
  for (const file of queue) {
    const name = nameOf(file, notebookDirectory);
    if (digests.has(name)) {
      continue;
    }
    const source = await readModule(file, modules);
    digests.set(name, digestOf(source));
    queue.push(...localImports(source, file).filter((path) => isBelow(notebookDirectory, path)));
  }
  return Object.fromEntries([...digests].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** The modules' names as shown and keyed: relative to the notebook, never absolute (rule K2). */
function nameOf(file: string, notebookDirectory: string): string {
  return relative(notebookDirectory, file).split(sep).join('/');
}

async function readModule(file: string, roots: readonly string[]): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new OrchestratorError('missing-module', `Cannot read the module "${file}"`, {
      hint: roots.includes(file)
        ? 'Check the path in the cell; it is relative to the notebook'
        : 'Another module imports it; check that import',
      location: { file },
      cause: error,
    });
  }
}

/** Absolute paths of relative imports with a literal specifier; packages are the runtime's concern. */
function localImports(source: string, file: string): readonly string[] {
  if (extname(file) === '.json') {
    return [];
  }
  return importedNames(source, file)
    .filter((specifier) => specifier.startsWith('./') || specifier.startsWith('../'))
    .map((specifier) => resolve(dirname(file), specifier));
}

function importedNames(source: string, file: string): readonly string[] {
  try {
    const [imports] = parse(source, file);
    return imports.flatMap((entry) =>
      'specifier' in entry && typeof entry.specifier === 'string' ? [entry.specifier] : [],
    );
  } catch (error) {
    throw new OrchestratorError('module-syntax', `Cannot read the module "${file}": ${messageOf(error)}`, {
      hint: 'Open the module and look at the place named',
      location: { file },
      cause: error,
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}
