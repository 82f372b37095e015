import { create } from '@bufbuild/protobuf';
import {
  BoolDomainSchema,
  type Feature,
  FeatureSchema,
  FeatureType,
  ImageDomainSchema,
  IntDomainSchema,
  type StringDomain,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { FeatureNameStatistics_Type } from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import type { FeatureView } from './feature-view.ts';
import { isInteger } from './numeric-domains.ts';
import { inferPresence } from './presence.ts';
import { hasInvalidText, inferBoolText, inferStringDomain } from './string-domains.ts';

/** The type of a schema's feature that statistics of each type call for. */
export const TYPES: Readonly<Record<FeatureNameStatistics_Type, FeatureType>> = {
  [FeatureNameStatistics_Type.INT]: FeatureType.INT,
  [FeatureNameStatistics_Type.FLOAT]: FeatureType.FLOAT,
  [FeatureNameStatistics_Type.STRING]: FeatureType.BYTES,
  [FeatureNameStatistics_Type.BYTES]: FeatureType.BYTES,
  [FeatureNameStatistics_Type.STRUCT]: FeatureType.STRUCT,
};

export interface InferredFeature {
  readonly feature: Feature;
  /** A domain that the schema must hold for the feature to name. */
  readonly stringDomain: StringDomain | null;
}

/** The feature that TFDV infers from statistics: type, presence, shape or value count, and domain. */
export function inferFeature(view: FeatureView, options: { readonly shape: boolean }): InferredFeature {
  const feature = create(FeatureSchema, { name: view.name, type: TYPES[view.type] });
  inferPresence(feature, view, options);
  const domain = inferDomain(view);
  if (domain) feature.domainInfo = domain;
  const stringDomain = domain === undefined && view.strings ? inferStringDomain(view) : undefined;
  if (stringDomain) feature.domainInfo = { case: 'domain', value: stringDomain.name };
  return { feature, stringDomain: stringDomain ?? null };
}

function inferDomain(view: FeatureView): Feature['domainInfo'] | undefined {
  if (view.customStrings.get('domain_info') === 'image_domain {}') {
    return { case: 'imageDomain', value: create(ImageDomainSchema) };
  }
  if (view.type === FeatureNameStatistics_Type.INT) {
    // Integers that were counted as categories get a domain of texts.
    if (!view.numbers) return undefined;
    const { min, max } = view.numbers;
    const isBool = min >= 0 && max === 1;
    return isBool ? { case: 'boolDomain', value: create(BoolDomainSchema) } : undefined;
  }
  if (!view.strings || view.values.size === 0 || hasInvalidText(view)) return undefined;
  const isIntegers = [...view.values.keys()].every(isInteger);
  return (
    inferBoolText(view) ?? (isIntegers ? { case: 'intDomain', value: create(IntDomainSchema) } : undefined)
  );
}
