import type { Feature } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import type { FeatureView } from './feature-view.ts';
import { AnomalyType, type Reason, reason } from './reason.ts';

/** Checks the number of distinct values and relaxes the draft. A bound left out counts as 0, as in TFDV. */
export function checkUnique(draft: Feature, view: FeatureView): Reason[] {
  const { uniqueConstraints: bounds } = draft;
  if (!bounds) return [];
  if (!view.strings) {
    delete draft.uniqueConstraints;
    const text =
      'UniqueConstraints specified for the feature, but unique values were not counted (i.e., feature is not string ' +
      'or categorical).';
    return [reason(AnomalyType.FEATURE_TYPE_NO_UNIQUE, 'No unique values', text)];
  }
  const { unique } = view.strings;
  const reasons: Reason[] = [];
  if (unique < bounds.min) {
    const text = `Expected at least ${bounds.min} unique values but found only ${unique}.`;
    reasons.push(reason(AnomalyType.FEATURE_TYPE_LOW_UNIQUE, 'Low number of unique values', text));
    bounds.min = unique;
  }
  if (unique > bounds.max) {
    const text = `Expected no more than ${bounds.max} unique values but found ${unique}.`;
    reasons.push(reason(AnomalyType.FEATURE_TYPE_HIGH_UNIQUE, 'High number of unique values', text));
    bounds.max = unique;
  }
  return reasons;
}
