import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { splitFiles, splitsOf } from '../../components/examples-artifact.ts';
import { RecordStore } from '../../formats/tfrecord/record-store.ts';
import type { PipelineAccess } from '../handler.ts';

/** Stores kept open; each holds an index and some expanded records. */
const MAXIMUM_OPEN = 12;
const stores = new Map<string, Promise<RecordStore>>();

/** The records of one split of an Examples artifact. @throws ReportedError for an unknown artifact or split */
export function exampleStore(
  pipeline: PipelineAccess,
  artifactId: number,
  split: string,
): Promise<RecordStore> {
  const { path } = pipeline.artifact(artifactId);
  const key = `${path}\n${split}`;
  const known = stores.get(key);
  if (known) return known;
  const opened = splitFiles(path, split).then((files) => RecordStore.open(files, cacheOf(pipeline, key)));
  stores.set(key, opened);
  opened.catch(() => stores.delete(key));
  const [oldest] = stores.keys();
  if (stores.size > MAXIMUM_OPEN && oldest !== undefined) stores.delete(oldest);
  return opened;
}

/** Names of the splits of an artifact, as its properties list them. */
export function splitNames(pipeline: PipelineAccess, artifactId: number): readonly string[] {
  const { properties } = pipeline.artifact(artifactId);
  return splitsOf({ properties: { split_names: String(properties.split_names ?? '') } });
}

/** The cache folder of one split: artifacts never change, so their path is name enough. */
export function cacheOf(pipeline: PipelineAccess, key: string): string {
  const name = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return join(pipeline.cacheDirectory, 'examples', name);
}
