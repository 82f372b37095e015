import type { CustomStatistic } from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import type { CompositeSnapshot, PartSnapshot } from './composite-accumulator.ts';
import { customCounts, customNumber } from './custom-statistics.ts';

/** TFDV's custom statistics of a sparse or of a weighted feature. */
export function compositeStatistics(composite: CompositeSnapshot): CustomStatistic[] {
  return composite.feature.kind === 'sparse' ? sparseStatistics(composite) : weightedStatistics(composite);
}

function sparseStatistics({ feature, missingValue, parts }: CompositeSnapshot): CustomStatistic[] {
  const perIndex = (name: string, amountOf: (part: PartSnapshot) => number): CustomStatistic =>
    customCounts(
      name,
      parts.map((part, index) => [feature.parts[index] ?? '', amountOf(part)] as const),
    );
  return [
    customNumber('missing_value', missingValue),
    perIndex('missing_index', ({ missing }) => missing),
    perIndex('max_length_diff', ({ maximumDifference }) => orZero(maximumDifference)),
    perIndex('min_length_diff', ({ minimumDifference }) => orZero(minimumDifference)),
  ];
}

function weightedStatistics({ missingValue, parts: [weight] }: CompositeSnapshot): CustomStatistic[] {
  return [
    customNumber('missing_weight', weight?.missing ?? 0),
    customNumber('missing_value', missingValue),
    customNumber('min_weight_length_diff', orZero(weight?.minimumDifference)),
    customNumber('max_weight_length_diff', orZero(weight?.maximumDifference)),
  ];
}

/** TFDV says 0 where no record has any of the features. */
function orZero(difference: number | undefined): number {
  return difference !== undefined && Number.isFinite(difference) ? difference : 0;
}
