import path from 'node:path';

/** One import or re-export as written in a source file. */
export interface Import {
  /** What is imported: a package, or a path from the root with forward slashes. */
  readonly target: string;
  readonly local: boolean;
  /** Erased before the code runs. */
  readonly typeOnly: boolean;
}

const statement = /^(?:import|export)\s+(?<type>type\s)?(?:[^'";]*?\sfrom\s+)?'(?<from>[^']+)'/gm;
const call = /\bimport\(\s*'(?<from>[^']+)'/g;

/** Finds the imports of a formatted TypeScript source: one statement starts a line, names are in single quotes. */
export function findImports(file: string, text: string): readonly Import[] {
  const matches = [...text.matchAll(statement), ...text.matchAll(call)];
  return matches.map(({ groups }) => {
    const from = groups?.from ?? '';
    const local = from.startsWith('.');
    const target = local ? path.posix.join(path.posix.dirname(file), from) : from;
    return { target, local, typeOnly: groups?.type !== undefined };
  });
}
