import { Graph, layout } from '@dagrejs/dagre';
import type { NotebookView } from '../../../engine/contract/notebook.ts';

/** The box of a step, in pixels at zoom 1. */
export const stepSize = { width: 176, height: 48 } as const;

/** Where each component cell stands so that everything flows downwards. Positions are upper left corners. */
export function layoutSteps({
  cells,
  edges,
}: Pick<NotebookView, 'cells' | 'edges'>): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 36 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const cell of cells) {
    if (cell.kind === 'component') {
      graph.setNode(cell.id, { ...stepSize });
    }
  }
  for (const { from, to } of edges) {
    if (graph.hasNode(from) && graph.hasNode(to)) {
      graph.setEdge(from, to);
    }
  }
  layout(graph);
  return new Map(
    graph.nodes().map((id) => {
      const { x, y } = graph.node(id);
      return [id, { x: x - stepSize.width / 2, y: y - stepSize.height / 2 }];
    }),
  );
}
