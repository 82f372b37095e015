import { Graph, layout } from '@dagrejs/dagre';
import type { NotebookView } from '../../../engine/contract/notebook.ts';

/** The box of a step, in pixels at zoom 1. */
export const stepSize = { width: 164, height: 42 } as const;

/** Upper left corners by cell. */
export type Positions = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

type Steps = Pick<NotebookView, 'cells' | 'edges'>;

const columnGap = 12;
/** Room for the arcs on the left of a column. */
const arcRoom = 46;

/** Where each component cell stands so that everything flows downwards: a step below all that it reads. */
export function layoutLayers({ cells, edges }: Steps): Positions {
  const graph = new Graph();
  graph.setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 36 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of stepIds(cells)) {
    graph.setNode(id, { ...stepSize });
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

/** One below the other in the notebook's order, for panels too narrow to show layers at a readable size. */
export function layoutColumn({ cells }: Steps): Positions {
  return new Map(
    stepIds(cells).map((id, index) => [id, { x: arcRoom, y: index * (stepSize.height + columnGap) }]),
  );
}

/** The box around every step, from the origin. */
export function boundsOf(positions: Positions) {
  const corners = [...positions.values()];
  const right = Math.max(0, ...corners.map(({ x }) => x + stepSize.width));
  const bottom = Math.max(0, ...corners.map(({ y }) => y + stepSize.height));
  return { x: 0, y: 0, width: right, height: bottom };
}

function stepIds(cells: NotebookView['cells']): readonly string[] {
  return cells.filter(({ kind }) => kind === 'component').map(({ id }) => id);
}
