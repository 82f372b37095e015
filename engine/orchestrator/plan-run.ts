import type { Freshness } from '../contract/notebook.ts';
import type { CellGraph } from '../pipeline/graph.ts';

export interface PlannedCell {
  readonly cell: string;
  /** Run it even when its result could be reused. */
  readonly force: boolean;
}

/**
 * The cells a run consists of, in the order in which they may start: the targets, and every ancestor that is not
 * fresh (rule S5). Without targets, every cell.
 */
export function planRun(request: {
  /** Upstream before downstream. */
  readonly order: readonly string[];
  readonly graph: CellGraph;
  readonly freshness: ReadonlyMap<string, Freshness['state']>;
  readonly targets: readonly string[] | undefined;
  readonly force: boolean;
}): readonly PlannedCell[] {
  const { graph, freshness, order } = request;
  const targets = new Set(request.targets ?? order);
  const included = new Set(targets);
  const queue = [...targets];
  for (const id of queue) {
    for (const parent of graph.parents(id)) {
      if (!included.has(parent) && freshness.get(parent) !== 'fresh') {
        included.add(parent);
        queue.push(parent);
      }
    }
  }
  return order
    .filter((id) => included.has(id))
    .map((cell) => ({ cell, force: request.force && targets.has(cell) }));
}
