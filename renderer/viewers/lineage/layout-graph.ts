import { Graph, layout } from '@dagrejs/dagre';
import type { MethodResult } from '../../../engine/contract/index.ts';

export type LineageGraph = MethodResult<'lineage.graph'>;
export type LineageNode = LineageGraph['nodes'][number];

/** A node with its place; `x` and `y` are its top left corner. */
export interface PlacedNode {
  readonly id: string;
  readonly node: LineageNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

const size = { artifact: { width: 196, height: 52 }, execution: { width: 180, height: 46 } } as const;

/** Names a node of the graph; artifact and execution ids overlap. */
export function nodeId(node: LineageNode): string {
  return node.kind === 'artifact'
    ? artifactNode(node.artifact.id)
    : executionNode(node.execution.executionId);
}

/** Which way the graph grows. */
export type LineageDirection = 'right' | 'down';

/** Places what came first at the start: executions between the artifacts they read and those they made. */
export function layoutLineage(
  { nodes, edges }: LineageGraph,
  direction: LineageDirection,
): {
  readonly nodes: PlacedNode[];
  readonly edges: PlacedEdge[];
} {
  const graph = new Graph();
  graph.setGraph({
    rankdir: direction === 'right' ? 'LR' : 'TB',
    nodesep: 18,
    ranksep: direction === 'right' ? 56 : 34,
    marginx: 16,
    marginy: 16,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) {
    graph.setNode(nodeId(node), { ...size[node.kind] });
  }
  const placedEdges = edges.map(placeEdge).filter(({ from, to }) => graph.hasNode(from) && graph.hasNode(to));
  for (const { from, to } of placedEdges) {
    graph.setEdge(from, to);
  }
  layout(graph);
  return { nodes: nodes.map((node) => placeNode(graph, node)), edges: placedEdges };
}

function placeNode(graph: Graph, node: LineageNode): PlacedNode {
  const id = nodeId(node);
  const { x, y } = graph.node(id);
  const { width, height } = size[node.kind];
  return { id, node, x: x - width / 2, y: y - height / 2, width, height };
}

function placeEdge(edge: LineageGraph['edges'][number]): PlacedEdge {
  const execution = executionNode(edge.executionId);
  const artifact = artifactNode(edge.artifactId);
  const [from, to] = edge.direction === 'input' ? [artifact, execution] : [execution, artifact];
  return { id: `${from}>${to}:${edge.key}`, from, to };
}

function artifactNode(id: number): string {
  return `artifact-${id}`;
}

function executionNode(id: number): string {
  return `execution-${id}`;
}
