import { findImports } from './imports.ts';
import { sourceFiles } from './source-files.ts';

/** What each file imports when the code runs. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Reads the graph of runtime imports between the project's own files. */
export async function importGraph(...folders: readonly string[]): Promise<ImportGraph> {
  const files = await sourceFiles(...folders);
  return new Map(
    files.map(({ path, text }) => [
      path,
      findImports(path, text)
        .filter((each) => each.local && !each.typeOnly)
        .map((each) => each.target),
    ]),
  );
}

/** Finds cycles by walking the graph depth first; each is given once, as the path that closes it. */
export function findCycles(graph: ImportGraph): readonly (readonly string[])[] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    const start = trail.indexOf(file);
    if (start >= 0) return void cycles.push([...trail.slice(start), file]);
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return cycles;
}

/** Returns each circle of imports in words. */
export async function checkCycles(): Promise<readonly string[]> {
  const graph = await importGraph('engine', 'main', 'renderer', 'scripts');
  return findCycles(graph).map((cycle) => `Circular import: ${cycle.join(' -> ')}`);
}
