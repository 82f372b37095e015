import { create } from '@bufbuild/protobuf';
import {
  type DriftSkewInfo_Measurement,
  DriftSkewInfo_Measurement_Type,
  DriftSkewInfo_MeasurementSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/anomalies_pb.js';
import type { Feature, FeatureComparator } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { infinityDistance, jensenShannon } from './distances.ts';
import type { FeatureView } from './feature-view.ts';
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
  if (!comparator) return NO_COMPARISON;
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
    compareShape(kind, comparator, view, control),
  ];
  return {
    reasons: results.flatMap(({ reasons }) => reasons),
    measurements: results.flatMap(({ measurements }) => measurements),
  };
}

function compareShares(
  kind: 'drift' | 'skew',
  { infinityNorm }: FeatureComparator,
  view: FeatureView,
  control: FeatureView,
): Comparison {
  if (!infinityNorm) return NO_COMPARISON;
  const { distance, value } = infinityDistance(view, control);
  const between = betweenText(kind);
  const text =
    `The Linfty distance ${between} is ${sixDigits(distance)} (up to six significant digits), above the threshold ` +
    `${sixDigits(infinityNorm.threshold)}. The feature value with maximum difference is: ${value}`;
  const high = reason(AnomalyType.COMPARATOR_L_INFTY_HIGH, `High Linfty distance ${between}`, text);
  return result(DriftSkewInfo_Measurement_Type.L_INFTY, distance, infinityNorm.threshold, high);
}

function compareShape(
  kind: 'drift' | 'skew',
  { jensenShannonDivergence: bound }: FeatureComparator,
  view: FeatureView,
  control: FeatureView,
): Comparison {
  if (!bound) return NO_COMPARISON;
  const distance = jensenShannon(view, control);
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
