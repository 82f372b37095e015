import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { HistoryArtifact, PipelineHistory } from '../../pipeline/component.ts';
import { localPath, type TaskArtifact } from '../../pipeline/executor-input.ts';
import { fromTaskArtifact } from '../../pipeline/task-metadata.ts';

const folderOf = (pipelineRoot: string, pipeline: string): string =>
  path.join(localPath(pipelineRoot), '.millrace', 'task-history', pipeline);

/**
 * Writes down what a task made, a file an artifact, below the pipeline root: containers share no database, and a
 * resolver in a later run needs to know what there is.
 */
export async function recordArtifacts(
  place: { readonly pipelineRoot: string; readonly pipeline: string },
  artifacts: readonly TaskArtifact[],
): Promise<void> {
  const folder = folderOf(place.pipelineRoot, place.pipeline);
  await mkdir(folder, { recursive: true });
  for (const artifact of artifacts) {
    const made = fromTaskArtifact(artifact);
    if (made === undefined) continue;
    await writeFile(path.join(folder, `${made.type}-${made.id}.json`), JSON.stringify(artifact));
  }
}

/** Everything recorded for a pipeline, newest first. */
export async function readHistory(place: {
  readonly pipelineRoot: string;
  readonly pipeline: string;
}): Promise<PipelineHistory> {
  const folder = folderOf(place.pipelineRoot, place.pipeline);
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  const artifacts = files
    .map((text) => fromTaskArtifact(JSON.parse(text)))
    .filter((artifact): artifact is HistoryArtifact => artifact !== undefined)
    .sort((left, right) => right.id - left.id);
  const ofType: PipelineHistory['artifacts'] = (type) =>
    artifacts.filter((artifact) => artifact.type === type);
  return { artifacts: ofType, everything: ofType };
}
