import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { encodeExample } from '../../formats/example/encode-example.ts';
import { type FeatureValue, floatFeature, intFeature } from '../../formats/example/feature-value.ts';
import { RecordWriter } from '../../formats/tfrecord/record-writer.ts';
import type { HostTensor } from '../../tensorflow/host-tensor.ts';
import type { NamedTensors, SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import type { ExampleSplit } from './example-splits.ts';
import { runOnRecords } from './run-on-records.ts';
import { serializedBatches } from './serialized-batches.ts';
import { TRANSFORM_SIGNATURE } from './transform-graph.ts';

export interface TransformExamplesOptions {
  readonly session: SavedModelSession;
  readonly split: ExampleSplit;
  /** The artifact's folder; `Split-<name>/` is made in it. */
  readonly directory: string;
  readonly signal: AbortSignal;
  readonly onRecords: (count: number) => void;
}

/** Writes one split after preprocessing, one file for each of its input files, in the same order. */
export async function transformExamples(options: TransformExamplesOptions): Promise<void> {
  const { session, split, directory, signal, onRecords } = options;
  const folder = path.join(directory, `Split-${split.name}`);
  await mkdir(folder, { recursive: true });
  for (const [index, file] of split.files.entries()) {
    await using writer = await RecordWriter.create(path.join(folder, shardName(index, split.files.length)));
    for await (const records of serializedBatches([file], { signal })) {
      const transformed = runOnRecords(session, TRANSFORM_SIGNATURE, records);
      for (const record of toRecords(transformed, records.length)) {
        await writer.write(record);
      }
      onRecords(records.length);
    }
  }
}

/** TFX's name for a shard of transformed examples. */
function shardName(index: number, count: number): string {
  const [shard, shards] = [index, count].map((number) => String(number).padStart(5, '0'));
  return `transformed_examples-${shard}-of-${shards}.gz`;
}

/** Splits a batch of dense features into serialized examples. */
function* toRecords(batch: NamedTensors, count: number): Generator<Uint8Array> {
  const features = Object.entries(batch);
  for (let row = 0; row < count; row += 1) {
    yield encodeExample(new Map(features.map(([name, tensor]) => [name, rowOf(tensor, row, count)])));
  }
}

/** One row of a dense feature, as a view; encoding copies it. */
function rowOf({ data }: HostTensor, row: number, count: number): FeatureValue {
  const width = data.length / count;
  const [start, end] = [row * width, (row + 1) * width];
  if (data instanceof Float32Array) {
    return floatFeature(data.subarray(start, end));
  }
  return data instanceof BigInt64Array
    ? intFeature(data.subarray(start, end))
    : { kind: 'bytes', values: (data as Uint8Array[]).slice(start, end) };
}
