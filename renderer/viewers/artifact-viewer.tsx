import { lazy, type ReactNode, Suspense } from 'react';
import type { ArtifactView } from '../../engine/contract/artifact.ts';
import type { ComponentCellView, ExecutionView } from '../../engine/contract/notebook.ts';
import viewer from './viewer.module.css';
import { Waiting } from './waiting.tsx';

const ExamplesViewer = lazy(async () => ({
  default: (await import('./examples/examples-viewer.tsx')).ExamplesViewer,
}));
const StatisticsViewer = lazy(async () => ({
  default: (await import('./statistics/statistics-viewer.tsx')).StatisticsViewer,
}));
const SchemaViewer = lazy(async () => ({
  default: (await import('./schema/schema-viewer.tsx')).SchemaViewer,
}));
const AnomaliesViewer = lazy(async () => ({
  default: (await import('./anomalies/anomalies-viewer.tsx')).AnomaliesViewer,
}));
const TransformGraphViewer = lazy(async () => ({
  default: (await import('./transform/transform-graph-viewer.tsx')).TransformGraphViewer,
}));
const ModelViewer = lazy(async () => ({ default: (await import('./model/model-viewer.tsx')).ModelViewer }));
const TrainingViewer = lazy(async () => ({
  default: (await import('./training/training-viewer.tsx')).TrainingViewer,
}));
const EvaluationViewer = lazy(async () => ({
  default: (await import('./evaluation/evaluation-viewer.tsx')).EvaluationViewer,
}));
const BlessingViewer = lazy(async () => ({
  default: (await import('./blessing/blessing-viewer.tsx')).BlessingViewer,
}));
const PushViewer = lazy(async () => ({ default: (await import('./push/push-viewer.tsx')).PushViewer }));
const FilesViewer = lazy(async () => ({ default: (await import('./files/files-viewer.tsx')).FilesViewer }));

export interface ArtifactViewerProps {
  readonly artifact: ArtifactView;
  readonly execution: ExecutionView;
  readonly cell: ComponentCellView;
}

/** Shows an artifact in the way its type asks for. Each viewer's code is fetched when it is first needed. */
export function ArtifactViewer(props: ArtifactViewerProps) {
  return <Suspense fallback={<Waiting>Opening the viewer</Waiting>}>{viewerFor(props)}</Suspense>;
}

export interface ExecutionViewerProps {
  readonly execution: ExecutionView;
  readonly cell: ComponentCellView;
}

/** Shows what an execution says while it runs and after: the curves of a training or of a search. */
export function ExecutionViewer({ execution, cell }: ExecutionViewerProps) {
  return (
    <Suspense fallback={<Waiting>Opening the viewer</Waiting>}>
      <div className={viewer.padded}>
        <TrainingViewer key={execution.executionId} execution={madeBy(execution)} cell={cell} />
      </div>
    </Suspense>
  );
}

function viewerFor({ artifact, execution, cell }: ArtifactViewerProps): ReactNode {
  const { id, type } = artifact;
  const maker = artifact.producer?.executionId ?? execution.executionId;
  switch (type) {
    case 'Examples':
      return <ExamplesViewer artifactId={id} />;
    case 'ExampleStatistics':
      return <StatisticsViewer artifactId={id} />;
    case 'Schema':
      return <SchemaViewer artifactId={id} />;
    case 'ExampleAnomalies':
      return <AnomaliesViewer artifactId={id} executionId={maker} />;
    case 'TransformGraph':
      return <TransformGraphViewer artifactId={id} executionId={maker} />;
    case 'Model':
      return <ModelViewer artifactId={id} />;
    case 'ModelRun':
      return <FilesViewer artifactId={id} />;
    case 'ModelEvaluation':
      return <EvaluationViewer artifactId={id} />;
    case 'ModelBlessing':
      return <BlessingViewer artifact={artifact} kind="model" />;
    case 'InfraBlessing':
      return <BlessingViewer artifact={artifact} kind="infra" />;
    case 'PushedModel':
      return <PushViewer artifactId={id} cell={cell.id} />;
    default:
      return <FilesViewer artifactId={id} />;
  }
}

/** A reused result was trained by an earlier execution, which has the record. */
function madeBy(execution: ExecutionView): ExecutionView {
  const { reusedFrom } = execution;
  return reusedFrom === null ? execution : { ...execution, executionId: reusedFrom.executionId };
}
