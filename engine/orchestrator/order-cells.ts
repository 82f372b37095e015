import type { ComponentDefinition } from '../pipeline/component.ts';
import { CellGraph, edgesBetween } from '../pipeline/graph.ts';
import type { ComponentCell } from '../pipeline/notebook.ts';

type Find = (component: string) => ComponentDefinition | undefined;

/**
 * The graph by which cells are ordered: that of the notebook, and an edge to each resolver from the cells that make
 * what it looks for and do not need it themselves, so that it knows which artifacts are the notebook's own (S8).
 */
export function orderingGraph(cells: readonly ComponentCell[], find: Find): CellGraph {
  const ids = cells.map((cell) => cell.id);
  const edges: { from: string; to: string }[] = [...edgesBetween(cells)];
  for (const resolver of cells.filter((cell) => find(cell.component)?.resolve)) {
    const wanted = outputTypes(find(resolver.component));
    for (const cell of cells.filter((other) => other.id !== resolver.id)) {
      const makesWanted = outputTypes(find(cell.component)).some((type) => wanted.includes(type));
      // Asked of the graph so far: two resolvers must not come to wait for each other.
      if (makesWanted && !new CellGraph(ids, edges).descendants(resolver.id).has(cell.id)) {
        edges.push({ from: cell.id, to: resolver.id });
      }
    }
  }
  return new CellGraph(ids, edges);
}

function outputTypes(definition: ComponentDefinition | undefined): readonly string[] {
  return Object.values(definition?.outputs ?? {}).map(({ type }) => type);
}
