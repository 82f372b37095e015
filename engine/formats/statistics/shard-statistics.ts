import { decodeFeature } from '../example/decode-example.ts';
import { scanExample } from '../example/scan-example.ts';
import { FormatError } from '../format-error.ts';
import { type RecordShard, readShard } from '../tfrecord/record-shard.ts';
import {
  type AccumulatorOptions,
  DatasetAccumulator,
  type DatasetSnapshot,
  mergeDatasets,
} from './dataset-accumulator.ts';

/** What to make statistics of. */
export interface StatisticsOptions extends Required<AccumulatorOptions> {
  /** Features for each of whose values there are statistics of their own. */
  readonly sliceFeatures: readonly string[];
  /** Share of the records that is looked at, above 0 and at most 1. */
  readonly sampleRate: number;
}

export const ALL_RECORDS: StatisticsOptions = {
  sliceFeatures: [],
  sampleRate: 1,
  weightFeature: null,
  categoricalFeatures: [],
  bytesFeatures: [],
  compositeFeatures: [],
  languageFeatures: [],
};

/** A pure description, so that a shard can be worked on anywhere. */
export interface ShardTask extends StatisticsOptions {
  readonly shard: RecordShard;
}

/** Statistics by the name of the slice; "" is all records. */
export type SlicedSnapshots = ReadonlyMap<string, DatasetSnapshot>;

/** More slices than this are a mistake: a feature with as many values is no category. */
const MAXIMUM_SLICES = 500;

/** The statistics of one shard's records. @throws FormatError naming file, record and feature */
export async function shardStatistics(task: ShardTask, signal?: AbortSignal): Promise<SlicedSnapshots> {
  const { shard, sampleRate, sliceFeatures } = task;
  const accumulators = new Map([['', new DatasetAccumulator(task)]]);
  const all = accumulators.get('');
  for await (const { records, numbers } of readShard(shard, { signal })) {
    for (let index = 0; index < records.length; index++) {
      const [record, number] = [records[index] as Uint8Array, numbers[index] as number];
      if (sampleRate < 1 && !isSampled(number, sampleRate)) continue;
      const where = { file: shard.file, record: number };
      all?.add(record, where);
      if (sliceFeatures.length === 0) continue;
      for (const slice of slicesOf(record, sliceFeatures))
        accumulatorOf(accumulators, slice, task).add(record, where);
    }
  }
  return new Map([...accumulators].map(([name, accumulator]) => [name, accumulator.snapshot()]));
}

/** @throws FormatError "mixed-types" when a feature has different kinds in the two */
export function mergeSlices(a: SlicedSnapshots, b: SlicedSnapshots): SlicedSnapshots {
  const merged = new Map(a);
  for (const [name, snapshot] of b) {
    const known = merged.get(name);
    merged.set(name, known ? mergeDatasets(known, snapshot) : snapshot);
  }
  return merged;
}

/** Spreads the sample evenly over the records (Weyl's sequence of the golden ratio): the same records each time. */
function isSampled(record: number, rate: number): boolean {
  return (record * 0.6180339887498949) % 1 < rate;
}

/** Names as TFDV gives them: the feature, "_", the value. */
function slicesOf(record: Uint8Array, features: readonly string[]): readonly string[] {
  const scanned = scanExample(record);
  const names = features.flatMap((name) => {
    const found = scanned.find((feature) => feature.name === name);
    const value = found && decodeFeature(record, found);
    return Array.from<bigint | number | Uint8Array, string>(
      value?.values ?? [],
      (one) => `${name}_${one instanceof Uint8Array ? Buffer.from(one).toString() : one}`,
    );
  });
  return [...new Set(names)];
}

function accumulatorOf(
  accumulators: Map<string, DatasetAccumulator>,
  slice: string,
  options: StatisticsOptions,
): DatasetAccumulator {
  const known = accumulators.get(slice);
  if (known) return known;
  if (accumulators.size > MAXIMUM_SLICES) {
    throw new FormatError('too-large', `There are more than ${MAXIMUM_SLICES} slices`, {
      location: { parameter: 'slice_features' },
      hint: 'Slice by features with few values.',
    });
  }
  const created = new DatasetAccumulator(options);
  accumulators.set(slice, created);
  return created;
}
