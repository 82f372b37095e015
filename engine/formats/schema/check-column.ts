import type { Feature, Schema } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { checkSparse, checkWeighted } from './check-composite.ts';
import type { FeatureView } from './feature-view.ts';
import { deprecate, isInactive } from './presence.ts';
import { AnomalyType, type Reason, reason } from './reason.ts';

/** What a schema has by the name of a feature of the statistics. */
export type Column =
  | { readonly kind: 'feature'; readonly feature: Feature }
  /** Reasons of a sparse or a weighted feature, or of names that collide. */
  | { readonly kind: 'judged'; readonly reasons: readonly Reason[] }
  | { readonly kind: 'unknown' };

/**
 * Finds what a schema says of a column: the feature that it is to be held against, or what is to be said already.
 * Relaxes sparse and weighted features of `draft`, which callers hand in as a copy.
 */
export function checkColumn(draft: Schema, view: FeatureView): Column {
  const { feature, sparse, weighted } = columnsOf(draft, view.name);
  if (weighted) {
    // TFDV judges weighted features in any stage of their life.
    const isAlone = (!feature && !sparse) || isInactive(weighted);
    if (isAlone) return { kind: 'judged', reasons: checkWeighted(weighted, view) };
    for (const one of [weighted, feature, sparse]) if (one) deprecate(one);
    return collision(AnomalyType.WEIGHTED_FEATURE_NAME_COLLISION, 'Weighted feature name collision');
  }
  if (sparse && !isInactive(sparse)) {
    const isAlone = !feature || isInactive(feature);
    if (isAlone) return { kind: 'judged', reasons: checkSparse(sparse, view) };
    for (const one of [sparse, feature]) deprecate(one);
    return collision(AnomalyType.SPARSE_FEATURE_NAME_COLLISION, 'Sparse feature name collision');
  }
  return feature ? { kind: 'feature', feature } : { kind: 'unknown' };
}

/** Whether a column is left alone: its feature is in a stage in which it is not judged, or its sparse feature is. */
export function isColumnInactive(schema: Schema, name: string): boolean {
  const { feature, sparse } = columnsOf(schema, name);
  const first = feature ?? sparse;
  return first !== undefined && isInactive(first);
}

function columnsOf(schema: Schema, name: string) {
  const isNamed = (one: { readonly name: string }): boolean => one.name === name;
  return {
    feature: schema.feature.find(isNamed),
    sparse: schema.sparseFeature.find(isNamed),
    weighted: schema.weightedFeature.find(isNamed),
  };
}

function collision(type: AnomalyType, text: string): Column {
  return { kind: 'judged', reasons: [reason(type, text, `${text}.`)] };
}
