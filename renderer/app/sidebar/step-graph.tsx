import '@xyflow/react/dist/base.css';
import {
  Background,
  Controls,
  type Edge,
  getViewportForBounds,
  MarkerType,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { useEffect, useMemo } from 'react';
import type { NotebookView } from '../../../engine/contract/notebook.ts';
import { cellName } from '../../cells/cell-name.ts';
import { stateWords } from '../../cells/state-words.ts';
import { useAppStore } from '../../state/app-store.ts';
import { revealCell, useView } from '../../state/view-store.ts';
import { ArcEdge } from './arc-edge.tsx';
import { boundsOf, layoutColumn, layoutLayers, type Positions, stepSize } from './layout-steps.ts';
import styles from './step-graph.module.css';
import { Step, type StepNode } from './step-node.tsx';

const nodeTypes = { step: Step };
const edgeTypes = { arc: ArcEdge };
/** Narrower than this, layers of a branching notebook would be too small to read. */
const layersFromPx = 420;

/** What flows from which cell into which, drawn from the notebook's references. */
export function StepGraph() {
  const notebook = useAppStore((state) => state.notebook);
  return <ReactFlowProvider>{notebook && <Steps notebook={notebook} />}</ReactFlowProvider>;
}

function Steps({ notebook }: { readonly notebook: NotebookView }) {
  const selected = useView((view) => view.selectedCell);
  const isInColumn = useStore(({ width }) => width < layersFromPx);
  const shape = notebook.cells.map(({ id }) => id).join() + JSON.stringify(notebook.edges);
  // biome-ignore lint/correctness/useExhaustiveDependencies: positions depend on the shape alone, not on states
  const positions = useMemo(
    () => (isInColumn ? layoutColumn(notebook) : layoutLayers(notebook)),
    [shape, isInColumn],
  );
  useFit(positions);
  const drawn: Drawn = { notebook, positions, selected, isInColumn };
  return (
    <div className={styles.root}>
      <ReactFlow
        nodes={stepNodes(drawn)}
        edges={stepEdges(drawn)}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
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
function useFit(positions: Positions): void {
  const { setViewport } = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  useEffect(() => {
    if (width > 0 && height > 0) {
      void setViewport(getViewportForBounds(boundsOf(positions), width, height, 0.2, 1, 0.06));
    }
  }, [positions, width, height, setViewport]);
}

interface Drawn {
  readonly notebook: NotebookView;
  readonly positions: Positions;
  readonly selected: string | null;
  readonly isInColumn: boolean;
}

function stepNodes({ notebook, positions, selected, isInColumn }: Drawn): StepNode[] {
  return notebook.cells.flatMap((cell) =>
    cell.kind === 'component'
      ? [
          {
            id: cell.id,
            type: 'step' as const,
            position: positions.get(cell.id) ?? { x: 0, y: 0 },
            data: { cell, isInColumn },
            selected: cell.id === selected,
            ariaLabel: `${cellName(cell)}, ${stateWords(cell)}`,
            ...stepSize,
          },
        ]
      : [],
  );
}

/** What the selected step reads and feeds stands out from the rest. */
function stepEdges({ notebook, selected, isInColumn }: Drawn): Edge[] {
  return notebook.edges.map(({ from, output, to, input }) => {
    const isNear = from === selected || to === selected;
    const color = isNear ? 'var(--accent)' : 'var(--border-strong)';
    return {
      id: `${from}.${output}-${to}.${input}`,
      source: from,
      target: to,
      type: isInColumn ? 'arc' : 'default',
      style: { stroke: color, strokeWidth: isNear ? 1.6 : 1 },
      zIndex: isNear ? 1 : 0,
      markerEnd: { type: MarkerType.ArrowClosed, color, width: 14, height: 14 },
    };
  });
}
