import { readFile } from 'node:fs/promises';
import { dirname, extname, isAbsolute, relative, resolve, sep } from 'node:path';
import { init, parse } from 'es-module-lexer';
import { ReportedError } from '../base/reported-error.ts';

/** A user module that cannot be read. */
export class ModuleError extends ReportedError<'missing-module' | 'module-syntax'> {}

/**
 * The sources of user modules and of everything they import below the notebook's folder, by path relative to that
 * folder with forward slashes, sorted. Packages are not followed: they belong to the runtime.
 *
 * @throws ModuleError "missing-module", "module-syntax"
 */
export async function readModuleClosure(
  modules: readonly string[],
  notebookDirectory: string,
): Promise<ReadonlyMap<string, string>> {
  await init;
  const sources = new Map<string, string>();
  const queue = modules.map((module) => resolve(notebookDirectory, module));
  for (const file of queue) {
    const name = relative(notebookDirectory, file).split(sep).join('/');
    if (!sources.has(name)) {
      const source = await readModule(file, name);
      sources.set(name, source);
      queue.push(...localImports(source, file).filter((path) => isBelow(notebookDirectory, path)));
    }
  }
  return new Map([...sources].sort(([left], [right]) => (left < right ? -1 : 1)));
}

async function readModule(file: string, name: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ModuleError('missing-module', `Cannot read the module "${name}"`, {
      hint: 'Check the path in the cell, which is relative to the notebook, and the imports of its modules',
      location: { file },
      cause: error,
    });
  }
}

/** Absolute paths of relative imports with a literal specifier, without imports of types alone. */
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
    return imports.flatMap((entry) => {
      const isForTypes = 'typeOnly' in entry && entry.typeOnly;
      return 'specifier' in entry && typeof entry.specifier === 'string' && !isForTypes
        ? [entry.specifier]
        : [];
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new ModuleError('module-syntax', `Cannot read the module "${file}": ${message}`, {
      hint: 'Open the module and look at the place named',
      location: { file },
      cause: error,
    });
  }
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !way.startsWith('..') && !isAbsolute(way);
}
