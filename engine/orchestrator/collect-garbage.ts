import { rm } from 'node:fs/promises';
import type { ArtifactRecord } from '../metadata/artifact-table.ts';
import { locateUri } from '../metadata/locate-uri.ts';
import { inputsOf, outputsOf } from './cell-inputs.ts';
import type { PipelineContext } from './pipeline-context.ts';

export interface CollectionPlan {
  readonly remove: readonly ArtifactRecord[];
  readonly keep: readonly ArtifactRecord[];
}

/**
 * Which artifacts nothing needs any more (rule R4). Kept are: the newest success of every cell that ever ran (so a
 * deleted cell comes back with its outputs), blessed models and pushed models with everything they were made from,
 * and all of starred runs.
 */
export function planCollection(context: PipelineContext): CollectionPlan {
  const { store } = context;
  const live = store.artifacts.allLive();
  const kept = new Set<number>();
  for (const { id } of store.query.newestSuccesses()) {
    keepOutputs(context, id, kept);
  }
  for (const artifact of live.filter(isPrecious)) {
    keepWithAncestors(context, modelOf(artifact), kept);
    keepWithAncestors(context, artifact.id, kept);
  }
  for (const execution of store.runs.starredIds().flatMap((runId) => store.query.ofRun(runId))) {
    keepOutputs(context, execution.id, kept);
  }
  return {
    remove: live.filter(({ id }) => !kept.has(id)),
    keep: live.filter(({ id }) => kept.has(id)),
  };
}

/** Removes the artifacts of a plan. A crash in between is finished at the next start. */
export async function collectGarbage(context: PipelineContext, plan: CollectionPlan): Promise<void> {
  const { store, nowMs } = context;
  store.transaction(() => {
    for (const { id } of plan.remove) {
      store.artifacts.setState(id, 'marked-for-deletion', nowMs());
    }
  });
  await removeMarked(context);
}

/** Removes the folders of artifacts that a collection has marked. */
export async function removeMarked({ store, layout, nowMs }: PipelineContext): Promise<void> {
  for (const { id, uri } of store.artifacts.markedForDeletion()) {
    await rm(locateUri(layout.root, uri), { recursive: true, force: true });
    store.artifacts.setState(id, 'deleted', nowMs());
  }
}

export function totalBytes(artifacts: readonly ArtifactRecord[]): number {
  return artifacts.reduce((total, { sizeBytes }) => total + (sizeBytes ?? 0), 0);
}

function isPrecious({ type, customProperties }: ArtifactRecord): boolean {
  return (
    (type === 'ModelBlessing' && Number(customProperties.blessed) === 1) ||
    (type === 'PushedModel' && Number(customProperties.pushed) === 1)
  );
}

/** The model a blessing is about; itself for a pushed model, whose ancestors lead to it. */
function modelOf({ id, customProperties }: ArtifactRecord): number {
  const model = customProperties.current_model_id;
  return typeof model === 'number' ? model : id;
}

function keepOutputs({ store }: PipelineContext, executionId: number, kept: Set<number>): void {
  for (const { id } of Object.values(outputsOf(store, executionId)).flat()) {
    kept.add(id);
  }
}

function keepWithAncestors(context: PipelineContext, artifactId: number, kept: Set<number>): void {
  const queue = [artifactId];
  const seen = new Set(queue);
  for (const id of queue) {
    kept.add(id);
    const producer = context.store.artifacts.find(id)?.producer;
    const inputs = producer ? Object.values(inputsOf(context.store, producer.executionId)).flat() : [];
    for (const input of inputs.filter((artifact) => !seen.has(artifact.id))) {
      seen.add(input.id);
      queue.push(input.id);
    }
  }
}
