import '@xyflow/react/dist/base.css';
import {
  Background,
  Controls,
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useNodesInitialized,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import type { ComponentCellView, NotebookView } from '../../../engine/contract/notebook.ts';
import { StateIcon } from '../../cells/state-icon.tsx';
import { stateWords } from '../../cells/state-words.ts';
import { useAppStore } from '../../state/app-store.ts';
import { cellState } from '../../state/cell-state.ts';
import { revealCell, useView } from '../../state/view-store.ts';
import { layoutSteps, stepSize } from './layout-steps.ts';
import styles from './step-graph.module.css';

type StepNode = Node<{ readonly cell: ComponentCellView }, 'step'>;

const nodeTypes = { step: Step };

/** What flows from which cell into which, drawn from the notebook's references. */
export function StepGraph() {
  const notebook = useAppStore((state) => state.notebook);
  return <ReactFlowProvider>{notebook && <Graph notebook={notebook} />}</ReactFlowProvider>;
}

function Graph({ notebook }: { readonly notebook: NotebookView }) {
  const selected = useView((view) => view.selectedCell);
  const shape = notebook.cells.map(({ id }) => id).join() + JSON.stringify(notebook.edges);
  // biome-ignore lint/correctness/useExhaustiveDependencies: positions depend on the shape alone, not on states
  const positions = useMemo(() => layoutSteps(notebook), [shape]);
  const nodes = stepNodes(notebook, positions, selected);
  useFit(shape);
  return (
    <div className={styles.root}>
      <ReactFlow
        nodes={nodes}
        edges={stepEdges(notebook)}
        nodeTypes={nodeTypes}
        minZoom={0.2}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable
        edgesFocusable={false}
        proOptions={{ hideAttribution: true }}
        onNodeClick={(_event, node) => revealCell(node.id)}
        aria-label="Graph of the steps"
      >
        <Background gap={18} size={1} color="var(--border-subtle)" />
        <Controls showInteractive={false} position="bottom-right" />
      </ReactFlow>
    </div>
  );
}

/** Everything is in sight at first, after an edit, and after the panel has changed its size. */
function useFit(shape: string): void {
  const { fitView } = useReactFlow();
  const isReady = useNodesInitialized();
  const size = useStore(({ width, height }) => `${width} ${height}`);
  useEffect(() => {
    if (isReady && shape !== '' && size !== '0 0') {
      void fitView({ padding: 0.06, maxZoom: 1 });
    }
  }, [isReady, shape, size, fitView]);
}

function Step({ data, selected }: NodeProps<StepNode>) {
  const { cell } = data;
  const state = cellState(cell);
  return (
    <div className={styles.step} data-state={state} data-selected={selected || undefined}>
      <Handle type="target" position={Position.Top} className={styles.handle} isConnectable={false} />
      <StateIcon state={state} size={14} />
      <span className={styles.title}>{cell.title}</span>
      <span className={styles.words}>{stateWords(cell)}</span>
      <Handle type="source" position={Position.Bottom} className={styles.handle} isConnectable={false} />
    </div>
  );
}

function stepNodes(
  notebook: NotebookView,
  positions: ReadonlyMap<string, { readonly x: number; readonly y: number }>,
  selected: string | null,
): StepNode[] {
  return notebook.cells.flatMap((cell) =>
    cell.kind === 'component'
      ? [
          {
            id: cell.id,
            type: 'step' as const,
            position: positions.get(cell.id) ?? { x: 0, y: 0 },
            data: { cell },
            selected: cell.id === selected,
            ariaLabel: `${cell.title}, ${stateWords(cell)}`,
            ...stepSize,
          },
        ]
      : [],
  );
}

function stepEdges(notebook: NotebookView): Edge[] {
  return notebook.edges.map(({ from, output, to, input }) => ({
    id: `${from}.${output}-${to}.${input}`,
    source: from,
    target: to,
    className: styles.edge ?? '',
    markerEnd: { type: MarkerType.ArrowClosed, color: 'var(--border-strong)', width: 14, height: 14 },
  }));
}
