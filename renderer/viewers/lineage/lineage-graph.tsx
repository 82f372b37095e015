import '@xyflow/react/dist/base.css';
import {
  Background,
  BackgroundVariant,
  Controls,
  type Edge,
  type Node,
  Position,
  ReactFlow,
} from '@xyflow/react';
import { useMemo } from 'react';
import {
  type LineageDirection,
  type LineageGraph,
  type LineageNode,
  layoutLineage,
  type PlacedNode,
} from './layout-graph.ts';
import styles from './lineage-graph.module.css';
import { LineageNodeView } from './lineage-node-view.tsx';

export interface LineageGraphViewProps {
  readonly graph: LineageGraph;
  readonly direction: LineageDirection;
  readonly focus: { readonly artifactId: number | undefined; readonly executionId: number | undefined };
  readonly onChoose: (node: LineageNode) => void;
}

export type LineageFlowNode = Node<{ readonly node: LineageNode; readonly isFocus: boolean }, 'lineage'>;

const nodeTypes = { lineage: LineageNodeView };

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
  return (
    <ReactFlow
      key={direction}
      className={styles.flow}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      fitView
      fitViewOptions={{ padding: 0.1, maxZoom: 1, minZoom: 0.5 }}
      minZoom={0.1}
      nodesDraggable={false}
      nodesConnectable={false}
      elementsSelectable
      proOptions={{ hideAttribution: false }}
      onNodeClick={(_event, node) => onChoose(node.data.node)}
    >
      <Background variant={BackgroundVariant.Dots} gap={18} />
      <Controls showInteractive={false} />
    </ReactFlow>
  );
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
        : `${node.execution.cell}, ${node.execution.state}`,
  };
}
