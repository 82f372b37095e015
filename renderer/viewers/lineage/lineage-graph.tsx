import '@xyflow/react/dist/base.css';
import { Background, BackgroundVariant, Controls, type Edge, Position, ReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { executionWord } from '../../state/execution-word.ts';
import {
  type LineageDirection,
  type LineageGraph,
  type LineageNode,
  layoutLineage,
  type PlacedNode,
} from './layout-graph.ts';
import styles from './lineage-graph.module.css';
import { type LineageFlowNode, LineageNodeView } from './lineage-node-view.tsx';

export interface LineageGraphViewProps {
  readonly graph: LineageGraph;
  readonly direction: LineageDirection;
  readonly focus: { readonly artifactId: number | undefined; readonly executionId: number | undefined };
  readonly onChoose: (node: LineageNode) => void;
}

const nodeTypes = { lineage: LineageNodeView };

const whole = { padding: 0.1, maxZoom: 1 } as const;

/** More nodes than this are too small to be read when all of them are in sight. */
const readableNodes = 8;

/** Executions and artifacts from left to right, as they were made. */
export function LineageGraphView({ graph, direction, focus, onChoose }: LineageGraphViewProps) {
  const { nodes, edges } = useMemo(() => {
    const placed = layoutLineage(graph, direction);
    return {
      nodes: placed.nodes.map((node) => flowNode(node, focus, direction)),
      edges: placed.edges.map(
        ({ id, from, to }): Edge => ({ id, source: from, target: to, type: 'smoothstep' }),
      ),
    };
  }, [graph, direction, focus]);
  const first = useMemo(() => inSightFirst(nodes, edges), [nodes, edges]);
  return (
    <ReactFlow
      key={direction}
      className={styles.flow}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      fitView
      fitViewOptions={{ ...whole, nodes: first, minZoom: 0.6 }}
      minZoom={0.1}
      nodesDraggable={false}
      nodesConnectable={false}
      elementsSelectable
      proOptions={{ hideAttribution: false }}
      onNodeClick={(_event, node) => onChoose(node.data.node)}
    >
      <Background variant={BackgroundVariant.Dots} gap={18} />
      <Controls showInteractive={false} fitViewOptions={whole} />
    </ReactFlow>
  );
}

/** Of a large graph, what is looked at with what it was made from and what was made from it. */
function inSightFirst(nodes: readonly LineageFlowNode[], edges: readonly Edge[]): LineageFlowNode[] {
  const focus = nodes.find(({ data }) => data.isFocus);
  if (focus === undefined || nodes.length <= readableNodes) {
    return [...nodes];
  }
  const near = new Set(
    edges.flatMap(({ source, target }) =>
      source === focus.id || target === focus.id ? [source, target] : [],
    ),
  );
  return nodes.filter(({ id }) => id === focus.id || near.has(id));
}

function flowNode(
  { id, node, x, y, width, height }: PlacedNode,
  focus: LineageGraphViewProps['focus'],
  direction: LineageDirection,
): LineageFlowNode {
  const isFocus =
    node.kind === 'artifact'
      ? node.artifact.id === focus.artifactId
      : node.execution.executionId === focus.executionId;
  return {
    id,
    type: 'lineage',
    position: { x, y },
    width,
    height,
    data: { node, isFocus },
    sourcePosition: direction === 'right' ? Position.Right : Position.Bottom,
    targetPosition: direction === 'right' ? Position.Left : Position.Top,
    ariaLabel:
      node.kind === 'artifact'
        ? `${node.artifact.type} ${node.artifact.id}`
        : `${node.execution.cell}, ${executionWord(node.execution.state)}`,
  };
}
