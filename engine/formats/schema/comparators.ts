import { create } from '@bufbuild/protobuf';
import {
  type DriftSkewInfo_Measurement,
  DriftSkewInfo_Measurement_Type,
  DriftSkewInfo_MeasurementSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import {
  type Feature,
  type FeatureComparator,
  HistogramSelection_Type,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { absoluteDifference, infinityDistance, jensenShannon } from './distances.ts';
import type { FeatureView } from './feature-view.ts';
import { isSet } from './proto-fields.ts';
import { AnomalyType, type Reason, reason, sixDigits } from './reason.ts';

export interface Comparison {
  readonly reasons: readonly Reason[];
  readonly measurements: readonly DriftSkewInfo_Measurement[];
}

const NO_COMPARISON: Comparison = { reasons: [], measurements: [] };

const NAMES = {
  drift: { treatment: 'current', control: 'previous' },
  skew: { treatment: 'training', control: 'serving' },
} as const;

/** Compares a feature with that of the previous data (drift) or of the serving data (skew). */
export function compareFeature(
  kind: 'drift' | 'skew',
  feature: Feature,
  view: FeatureView,
  control: FeatureView | undefined,
): Comparison {
  const comparator = kind === 'drift' ? feature.driftComparator : feature.skewComparator;
  if (!comparator || !hasThreshold(comparator)) return NO_COMPARISON;
  const { control: name } = NAMES[kind];
  if (!control) {
    const missing = reason(
      AnomalyType.COMPARATOR_CONTROL_DATA_MISSING,
      `${name} data missing`,
      `${name} data is missing.`,
    );
    return { reasons: [missing], measurements: [] };
  }
  const results = [
    compareShares(kind, comparator, view, control),
    compareCounts(kind, comparator, view, control),
    compareShape(kind, comparator, view, control),
  ];
  return {
    reasons: results.flatMap(({ reasons }) => reasons),
    measurements: results.flatMap(({ measurements }) => measurements),
  };
}

function hasThreshold(comparator: FeatureComparator): boolean {
  const { infinityNorm, jensenShannonDivergence, normalizedAbsDifference } = comparator;
  return [infinityNorm, jensenShannonDivergence, normalizedAbsDifference].some((one) =>
    isSet(one, 'threshold'),
  );
}

function compareShares(
  kind: 'drift' | 'skew',
  { infinityNorm }: FeatureComparator,
  view: FeatureView,
  control: FeatureView,
): Comparison {
  if (!infinityNorm || !isSet(infinityNorm, 'threshold')) return NO_COMPARISON;
  const { distance, value } = infinityDistance(view, control);
  const between = betweenText(kind);
  const text =
    `The Linfty distance ${between} is ${sixDigits(distance)} (up to six significant digits), above the threshold ` +
    `${sixDigits(infinityNorm.threshold)}. The feature value with maximum difference is: ${value}`;
  const high = reason(AnomalyType.COMPARATOR_L_INFTY_HIGH, `High Linfty distance ${between}`, text);
  return result(DriftSkewInfo_Measurement_Type.L_INFTY, distance, infinityNorm.threshold, high);
}

function compareCounts(
  kind: 'drift' | 'skew',
  { normalizedAbsDifference: bound }: FeatureComparator,
  view: FeatureView,
  control: FeatureView,
): Comparison {
  if (!bound || !isSet(bound, 'threshold')) return NO_COMPARISON;
  const { distance, value } = absoluteDifference(view, control);
  const measure = `normalized absolute difference ${betweenText(kind)}`;
  const text =
    `The ${measure} is ${sixDigits(distance)} (up to six significant digits), above the threshold ` +
    `${sixDigits(bound.threshold)}. The feature value with maximum difference is: ${value}`;
  const high = reason(AnomalyType.COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH, `High ${measure}`, text);
  const type = DriftSkewInfo_Measurement_Type.NORMALIZED_ABSOLUTE_DIFFERENCE;
  return result(type, distance, bound.threshold, high);
}

function compareShape(
  kind: 'drift' | 'skew',
  { jensenShannonDivergence: bound }: FeatureComparator,
  view: FeatureView,
  control: FeatureView,
): Comparison {
  const isQuantiles = bound?.source?.type === HistogramSelection_Type.QUANTILES;
  const distance = jensenShannon(view, control, isQuantiles ? 'quantiles' : 'standard');
  if (!bound || !isSet(bound, 'threshold') || distance === null) return NO_COMPARISON;
  const measure = `approximate Jensen-Shannon divergence ${betweenText(kind)}`;
  const text =
    `The ${measure} is ${sixDigits(distance)} (up to six significant digits), above the threshold ` +
    `${sixDigits(bound.threshold)}.`;
  const high = reason(AnomalyType.COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH, `High ${measure}`, text);
  return result(DriftSkewInfo_Measurement_Type.JENSEN_SHANNON_DIVERGENCE, distance, bound.threshold, high);
}

function betweenText(kind: 'drift' | 'skew'): string {
  return `between ${NAMES[kind].treatment} and ${NAMES[kind].control}`;
}

function result(
  type: DriftSkewInfo_Measurement_Type,
  value: number,
  threshold: number,
  high: Reason,
): Comparison {
  return {
    reasons: value > threshold ? [high] : [],
    measurements: [create(DriftSkewInfo_MeasurementSchema, { type, value, threshold })],
  };
}
