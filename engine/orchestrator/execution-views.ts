import type { ArtifactView } from '../contract/artifact.ts';
import type { ErrorView } from '../contract/error.ts';
import type { ExecutionView } from '../contract/notebook.ts';
import type { ArtifactRecord } from '../metadata/artifact-table.ts';
import type { ExecutionRecord } from '../metadata/execution-query.ts';
import type { Outcome } from '../metadata/execution-table.ts';
import { locateUri } from '../metadata/locate-uri.ts';
import { outputsOf } from './cell-inputs.ts';
import type { PipelineContext } from './pipeline-context.ts';

/** An artifact as it crosses to the window; its URI is where it lies now. */
export function toArtifactView({ layout }: PipelineContext, artifact: ArtifactRecord): ArtifactView {
  return {
    id: artifact.id,
    type: artifact.type,
    uri: presentUri(layout.root, artifact.uri),
    digest: artifact.digest,
    sizeBytes: artifact.sizeBytes,
    state: artifact.state,
    createdMs: artifact.createdMs,
    producer: artifact.producer,
    properties: artifact.properties as ArtifactView['properties'],
    customProperties: artifact.customProperties as ArtifactView['customProperties'],
  };
}

function presentUri(root: string, uri: string): string {
  try {
    return locateUri(root, uri);
  } catch {
    return uri;
  }
}

const viewStates: Readonly<Record<Outcome, ExecutionView['state']>> = {
  running: 'running',
  complete: 'complete',
  cached: 'cached',
  failed: 'failed',
  canceled: 'canceled',
  abandoned: 'canceled',
  unknown: 'unknown',
};

/** An execution with its outputs. */
export function toExecutionView(context: PipelineContext, record: ExecutionRecord): ExecutionView {
  const outputs = Object.entries(outputsOf(context.store, record.id)).map(([key, artifacts]) => [
    key,
    artifacts.map((artifact) => toArtifactView(context, artifact)),
  ]);
  return {
    executionId: record.id,
    runId: record.runId,
    cell: record.cell,
    component: record.component,
    state: viewStates[record.outcome],
    startedMs: record.startedMs,
    endedMs: record.endedMs,
    reusedFrom: reusedFrom(context, record),
    parameters: record.parameters,
    outputs: Object.fromEntries(outputs) as ExecutionView['outputs'],
    error: (record.error as ErrorView | undefined) ?? null,
  };
}

function reusedFrom({ store }: PipelineContext, record: ExecutionRecord): ExecutionView['reusedFrom'] {
  if (record.outcome !== 'cached') {
    return null;
  }
  // TFX does not say what a CACHED execution reused; the producer of its outputs does.
  const producer = Object.values(outputsOf(store, record.id)).flat()[0]?.producer;
  const executionId = record.reusedFrom ?? producer?.executionId;
  return executionId === undefined ? null : { executionId, runId: store.query.get(executionId).runId };
}
