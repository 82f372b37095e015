import { create } from '@bufbuild/protobuf';
import {
  type CommonStatistics,
  CommonStatisticsSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { quantilesHistogram } from './histograms.ts';
import { quantilesOf, summarizeEntries } from './quantile-summary.ts';

const BUCKETS = 10;

/** How many records had each number of values. Records in which a feature is missing are in none of them. */
export type ValueCounts = ReadonlyMap<number, number>;

/** TFDV's CommonStatistics of a feature that occurs with these numbers of values in so many examples. */
export function commonStatistics(counts: ValueCounts, examples: number): CommonStatistics {
  const entries = [...counts];
  const present = entries.reduce((sum, [, records]) => sum + records, 0);
  const total = entries.reduce((sum, [values, records]) => sum + values * records, 0);
  const missing = { numNonMissing: BigInt(present), numMissing: BigInt(examples - present) };
  if (present === 0) return create(CommonStatisticsSchema, missing);
  const lengths = entries.map(([values]) => values);
  return create(CommonStatisticsSchema, {
    ...missing,
    minNumValues: BigInt(lengths.reduce((a, b) => Math.min(a, b))),
    maxNumValues: BigInt(lengths.reduce((a, b) => Math.max(a, b))),
    avgNumValues: total / present,
    totNumValues: BigInt(total),
    numValuesHistogram: quantilesHistogram(quantilesOf(summarizeEntries(entries), BUCKETS)),
  });
}

export function mergeCounts<Key>(a: ReadonlyMap<Key, number>, b: ReadonlyMap<Key, number>): Map<Key, number> {
  const merged = new Map(a);
  for (const [key, count] of b) merged.set(key, (merged.get(key) ?? 0) + count);
  return merged;
}
