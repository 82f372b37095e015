import type { SparseFeature, WeightedFeature } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { CustomStatistic } from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import type { FeatureView } from './feature-view.ts';
import { deprecate } from './presence.ts';
import { AnomalyType, type Reason, reason, sixDigits } from './reason.ts';

/** Holds the lengths of a sparse feature's parts against each other, and deprecates the draft where they do not fit. */
export function checkSparse(draft: SparseFeature, view: FeatureView): Reason[] {
  const reasons = view.custom.flatMap(checkSparseStatistic);
  if (reasons.length > 0) deprecate(draft);
  return reasons;
}

function checkSparseStatistic({ name, val }: CustomStatistic): Reason[] {
  if (name === 'missing_value') {
    const count = val.case === 'num' ? val.value : 0;
    const text = `Found ${sixDigits(count)} examples missing value feature`;
    return count === 0
      ? []
      : [reason(AnomalyType.SPARSE_FEATURE_MISSING_VALUE, 'Missing value feature', text)];
  }
  const buckets = val.case === 'rankHistogram' ? val.value.buckets : [];
  const found = buckets.filter(({ sampleCount }) => Math.trunc(sampleCount) !== 0);
  if (name === 'missing_index') {
    return found.map(({ label, sampleCount }) => {
      const text = `Found ${Math.trunc(sampleCount)} examples missing index feature: ${label}`;
      return reason(AnomalyType.SPARSE_FEATURE_MISSING_INDEX, 'Missing index feature', text);
    });
  }
  if (name !== 'max_length_diff' && name !== 'min_length_diff') return [];
  const short = 'Length mismatch between value and index feature';
  return found.map(({ label, sampleCount }) => {
    const difference = `with ${name} = ${Math.trunc(sampleCount)}`;
    const text = `Mismatch between index feature: ${label} and value column, ${difference}`;
    return reason(AnomalyType.SPARSE_FEATURE_LENGTH_MISMATCH, short, text);
  });
}

/** Holds the lengths of weights and values against each other, and deprecates the draft where they do not fit. */
export function checkWeighted(draft: WeightedFeature, { custom }: FeatureView): Reason[] {
  const reasons = [...custom.flatMap(checkWeightedStatistic), ...checkWeightLengths(custom)];
  if (reasons.length > 0) deprecate(draft);
  return reasons;
}

function checkWeightedStatistic({ name, val }: CustomStatistic): Reason[] {
  const count = val.case === 'num' ? val.value : 0;
  if (count === 0) return [];
  const text = (part: string): string => `Found ${sixDigits(count)} examples missing ${part} feature.`;
  if (name === 'missing_value')
    return [reason(AnomalyType.WEIGHTED_FEATURE_MISSING_VALUE, 'Missing value feature', text('value'))];
  if (name === 'missing_weight')
    return [reason(AnomalyType.WEIGHTED_FEATURE_MISSING_WEIGHT, 'Missing weight feature', text('weight'))];
  return [];
}

function checkWeightLengths(custom: readonly CustomStatistic[]): Reason[] {
  const numberOf = (name: string): number => {
    const found = custom.findLast((one) => one.name === name)?.val;
    return found?.case === 'num' ? Math.trunc(found.value) : 0;
  };
  const [least, most] = [numberOf('min_weight_length_diff'), numberOf('max_weight_length_diff')];
  if (least === 0 && most === 0) return [];
  const text =
    `Mismatch between weight and value feature with min_weight_length_diff = ${least} and ` +
    `max_weight_length_diff = ${most}.`;
  const short = 'Length mismatch between value and weight feature';
  return [reason(AnomalyType.WEIGHTED_FEATURE_LENGTH_MISMATCH, short, text)];
}
