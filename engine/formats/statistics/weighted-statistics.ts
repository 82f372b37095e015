import { create } from '@bufbuild/protobuf';
import {
  type WeightedCommonStatistics,
  WeightedCommonStatisticsSchema,
  type WeightedNumericStatistics,
  WeightedNumericStatisticsSchema,
  type WeightedStringStatistics,
  WeightedStringStatisticsSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { meanOf, standardDeviation } from './moments.ts';
import { snapshotOfEntries } from './numeric-accumulator.ts';
import { numericHistograms } from './numeric-statistics.ts';
import { rankHistogram, topValues } from './string-statistics.ts';
import type { WeightedSnapshot } from './weighted-accumulator.ts';

/** Values of less weight are left out of the ranks (TFDV's weighted_frequency_threshold). */
const LEAST_WEIGHT = 1;

export function weightedCommon(weighted: WeightedSnapshot, examples: number): WeightedCommonStatistics {
  const { present, values } = weighted;
  return create(WeightedCommonStatisticsSchema, {
    numNonMissing: present,
    numMissing: examples - present,
    totNumValues: values,
    avgNumValues: present === 0 ? 0 : values / present,
  });
}

/** TFDV counts NaN without weight. */
export function weightedNumeric(
  weighted: WeightedSnapshot,
  kind: 'int' | 'float',
  nan: number,
): WeightedNumericStatistics {
  const numbers = { ...snapshotOfEntries(weighted.numbers), nan };
  const { median, histograms } = numericHistograms(numbers, kind);
  return create(WeightedNumericStatisticsSchema, {
    mean: meanOf(numbers.moments),
    stdDev: standardDeviation(numbers.moments),
    median,
    histograms: [...histograms],
  });
}

/** Of text, or of integers that are categories; undefined where there are no values. */
export function weightedStrings({ strings }: WeightedSnapshot): WeightedStringStatistics | undefined {
  if (strings.size === 0) return undefined;
  const counted = new Map([...strings].filter(([, weight]) => weight >= LEAST_WEIGHT));
  return create(WeightedStringStatisticsSchema, {
    topValues: topValues(counted),
    ...(counted.size === 0 ? {} : { rankHistogram: rankHistogram(counted) }),
  });
}
