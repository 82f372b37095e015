import { lazy, Suspense } from 'react';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { useAppStore } from '../state/app-store.ts';
import { CellInputs } from './cell-inputs.tsx';
import styles from './cell-panel.module.css';
import type { CellTab } from './cell-tabs.ts';
import { PanelBoundary } from './panel-boundary.tsx';
import { PanelLoading } from './panel-loading.tsx';
import { ParameterForm } from './parameters/parameter-form.tsx';
import { PushPreview } from './push-preview.tsx';

const ArtifactViewer = lazy(() =>
  import('../viewers/artifact-viewer.tsx').then((module) => ({ default: module.ArtifactViewer })),
);
const ExecutionViewer = lazy(() =>
  import('../viewers/artifact-viewer.tsx').then((module) => ({ default: module.ExecutionViewer })),
);
const ModuleEditor = lazy(() =>
  import('./editor/module-editor.tsx').then((module) => ({ default: module.ModuleEditor })),
);

export interface CellPanelProps {
  readonly cell: ComponentCellView;
  readonly tab: CellTab;
}

/** The content of one tab. A viewer that fails takes only itself down. */
export function CellPanel({ cell, tab }: CellPanelProps) {
  return (
    <PanelBoundary key={tab}>
      <Suspense fallback={<PanelLoading />}>
        <PanelContent cell={cell} tab={tab} />
      </Suspense>
    </PanelBoundary>
  );
}

function PanelContent({ cell, tab }: CellPanelProps) {
  if (tab === 'parameters') {
    return <Configuration cell={cell} />;
  }
  if (tab === 'execution') {
    return cell.lastExecution && <ExecutionViewer execution={cell.lastExecution} cell={cell} />;
  }
  const name = tab.slice(tab.indexOf(':') + 1);
  return tab.startsWith('module:') ? <ModuleEditor path={name} /> : <Outputs cell={cell} outputKey={name} />;
}

function Configuration({ cell }: { readonly cell: ComponentCellView }) {
  const hasInputs = useAppStore(({ components }) =>
    components.some(({ name, inputs }) => name === cell.component && Object.keys(inputs).length > 0),
  );
  return (
    <div className={styles.padded}>
      <PushPreview cell={cell} />
      <ParameterForm cell={cell} isCompact />
      {hasInputs && (
        <section className={styles.inputs}>
          <h4 className={styles.heading}>Inputs</h4>
          <CellInputs cell={cell} />
        </section>
      )}
    </div>
  );
}

interface OutputsProps {
  readonly cell: ComponentCellView;
  readonly outputKey: string;
}

/** What a cell made; dimmed while it is not what the cell would make now. */
function Outputs({ cell, outputKey }: OutputsProps) {
  const { result } = cell;
  if (!result) {
    return null;
  }
  const isOutdated = cell.freshness.state !== 'fresh';
  return (
    <div className={styles.output} data-outdated={isOutdated || undefined}>
      {result.outputs[outputKey]?.map((artifact) => (
        <ArtifactViewer key={artifact.id} artifact={artifact} execution={result} cell={cell} />
      ))}
    </div>
  );
}
