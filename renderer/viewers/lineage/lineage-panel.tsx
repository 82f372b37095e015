import { Network, Table2 } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useSize } from '../../charts/use-size.ts';
import { useQuery } from '../../state/use-query.ts';
import { changeView, revealCell } from '../../state/view-store.ts';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SegmentedControl } from '../../ui/segmented-control.tsx';
import { QueryView } from '../query-view.tsx';
import viewer from '../viewer.module.css';
import { Waiting } from '../waiting.tsx';
import type { LineageNode } from './layout-graph.ts';
import styles from './lineage-panel.module.css';
import { LineageTable } from './lineage-table.tsx';

const LineageGraphView = lazy(async () => ({
  default: (await import('./lineage-graph.tsx')).LineageGraphView,
}));

export interface LineagePanelProps {
  readonly artifactId?: number;
  readonly executionId?: number;
}

type LineageMode = 'graph' | 'table';

const modes = [
  { value: 'graph', label: 'Graph', icon: Network },
  { value: 'table', label: 'Table', icon: Table2 },
] as const satisfies readonly { value: LineageMode; label: string; icon: typeof Network }[];

/** What made an artifact or execution, and what was made from it. */
export function LineagePanel({ artifactId, executionId }: LineagePanelProps) {
  const [mode, setMode] = useState<LineageMode>('graph');
  const [measure, { width }] = useSize<HTMLDivElement>();
  const focus = useMemo(() => ({ artifactId, executionId }), [artifactId, executionId]);
  const query = useQuery('lineage.graph', lineageParams(artifactId, executionId));
  if (artifactId === undefined && executionId === undefined) {
    return (
      <EmptyState icon={Network} title="Nothing chosen">
        Choose a cell that has run, or one of its outputs.
      </EmptyState>
    );
  }
  return (
    <QueryView query={query} waitingFor="Following the lineage">
      {(graph) => (
        <section className={classNames(viewer.viewer, styles.panel)} aria-label="Lineage">
          <div className={viewer.toolbar}>
            <SegmentedControl<LineageMode> label="Show as" value={mode} segments={modes} onChange={setMode} />
            <span className={viewer.quiet}>{graph.nodes.length} steps and artifacts</span>
          </div>
          {mode === 'graph' ? (
            <div ref={measure} className={styles.graph}>
              {width > 0 && (
                <Suspense fallback={<Waiting>Drawing the graph</Waiting>}>
                  <LineageGraphView
                    graph={graph}
                    direction={width < 640 ? 'down' : 'right'}
                    focus={focus}
                    onChoose={choose}
                  />
                </Suspense>
              )}
            </div>
          ) : (
            <LineageTable graph={graph} onChoose={choose} />
          )}
        </section>
      )}
    </QueryView>
  );
}

function lineageParams(artifactId: number | undefined, executionId: number | undefined) {
  if (artifactId !== undefined) {
    return { artifactId };
  }
  return executionId === undefined ? null : { executionId };
}

/** Goes to what a node stands for: the artifact in the inspector, or the cell in the notebook. */
function choose(node: LineageNode): void {
  if (node.kind === 'artifact') {
    changeView({ artifactId: node.artifact.id });
  } else {
    revealCell(node.execution.cell);
  }
}
