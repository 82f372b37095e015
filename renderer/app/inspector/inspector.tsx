import { MousePointerClick, NotebookPen } from 'lucide-react';
import { lazy, memo, Suspense, useDeferredValue } from 'react';
import type { ComponentCellView } from '../../../engine/contract/notebook.ts';
import { CellInputs } from '../../cells/cell-inputs.tsx';
import { PanelBoundary } from '../../cells/panel-boundary.tsx';
import { PanelLoading } from '../../cells/panel-loading.tsx';
import { ParameterForm } from '../../cells/parameters/parameter-form.tsx';
import { useAppStore } from '../../state/app-store.ts';
import { changeView, type InspectorTab, useView } from '../../state/view-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { CellLog } from './cell-log.tsx';
import styles from './inspector.module.css';
import { InspectorHeader } from './inspector-header.tsx';
import { Outputs } from './outputs.tsx';

const LineagePanel = lazy(() =>
  import('../../viewers/lineage/lineage-panel.tsx').then((module) => ({ default: module.LineagePanel })),
);

/** Everything about the selected cell. It follows a step behind: the notebook shows first where a key has led. */
export function Inspector() {
  const selected = useDeferredValue(useView((view) => view.selectedCell));
  const cell = useAppStore(({ notebook }) => notebook?.cells.find(({ id }) => id === selected));
  return (
    <aside className={styles.root} aria-label="Inspector">
      {cell?.kind === 'component' ? (
        <CellInspector key={cell.id} cell={cell} />
      ) : (
        <EmptyState
          icon={cell ? NotebookPen : MousePointerClick}
          title={cell ? 'A note' : 'No cell selected'}
        >
          {cell
            ? 'Press Enter to write in it. Select a step to see its parameters, what it reads and what it made.'
            : 'Select a cell to see its parameters, what it reads, what it made and where that came from.'}
        </EmptyState>
      )}
    </aside>
  );
}

const CellInspector = memo(function CellInspector({ cell }: { readonly cell: ComponentCellView }) {
  const tab = useView((view) => view.inspectorTab);
  const panels: Readonly<Record<InspectorTab, React.ReactNode>> = {
    parameters: <ParameterForm cell={cell} />,
    inputs: <CellInputs cell={cell} />,
    outputs: <Outputs cell={cell} />,
    lineage: <Lineage cell={cell} />,
    logs: <CellLog cell={cell} />,
  };
  return (
    <>
      <InspectorHeader cell={cell} />
      <div className={styles.tabs}>
        <Tabs
          fill
          label="About the cell"
          value={tab}
          onChange={(inspectorTab) => changeView({ inspectorTab })}
          tabs={(['parameters', 'inputs', 'outputs', 'lineage', 'logs'] as const).map((id) => ({
            id,
            label: id.charAt(0).toUpperCase() + id.slice(1),
            panel: <div className={id === 'lineage' ? styles.full : styles.padded}>{panels[id]}</div>,
          }))}
        />
      </div>
    </>
  );
});

function Lineage({ cell }: { readonly cell: ComponentCellView }) {
  const artifactId = useView((view) => view.artifactId);
  const executionId = (cell.result ?? cell.lastExecution)?.executionId;
  if (artifactId === null && executionId === undefined) {
    return (
      <EmptyState icon={MousePointerClick} title="No lineage yet">
        Run the cell to record what it was made from.
      </EmptyState>
    );
  }
  return (
    <PanelBoundary>
      <Suspense fallback={<PanelLoading />}>
        <LineagePanel {...(artifactId !== null ? { artifactId } : { executionId: executionId ?? 0 })} />
      </Suspense>
    </PanelBoundary>
  );
}
