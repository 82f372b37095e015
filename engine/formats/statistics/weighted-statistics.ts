import { create } from '@bufbuild/protobuf';
import {
  type WeightedCommonStatistics,
  WeightedCommonStatisticsSchema,
  type WeightedNumericStatistics,
  WeightedNumericStatisticsSchema,
  type WeightedStringStatistics,
  WeightedStringStatisticsSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { standardDeviation } from './moments.ts';
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

export function weightedNumeric(
  weighted: WeightedSnapshot,
  kind: 'int' | 'float',
): WeightedNumericStatistics {
  const numbers = snapshotOfEntries(weighted.numbers);
  const { median, histograms } = numericHistograms(numbers, kind);
  const { mean } = numbers.moments;
  return create(WeightedNumericStatisticsSchema, {
    mean,
    stdDev: standardDeviation(numbers.moments),
    median,
    histograms: [...histograms],
  });
}

/** Of text, or of integers that are categories. */
export function weightedStrings({ strings, numbers }: WeightedSnapshot): WeightedStringStatistics {
  const weights = [...strings, ...[...numbers].map(([value, weight]) => [String(value), weight] as const)];
  const counted = new Map(weights.filter(([, weight]) => weight >= LEAST_WEIGHT));
  return create(WeightedStringStatisticsSchema, {
    topValues: topValues(counted),
    rankHistogram: rankHistogram(counted),
  });
}
