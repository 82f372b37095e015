import { create } from '@bufbuild/protobuf';
import {
  BoolDomainSchema,
  type Feature,
  FeatureSchema,
  FeatureType,
  IntDomainSchema,
  type StringDomain,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { FeatureNameStatistics_Type } from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { customDomain } from './custom-domain.ts';
import type { FeatureView } from './feature-view.ts';
import { parseInteger } from './number-text.ts';
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
  const stringDomain = inferDomain(feature, view);
  if (stringDomain) feature.domainInfo = { case: 'domain', value: stringDomain.name };
  return { feature, stringDomain: stringDomain ?? null };
}

/** Gives the feature its domain; where that is one of text, gives it back for the schema to hold. */
function inferDomain(feature: Feature, view: FeatureView): StringDomain | undefined {
  const domain = inferOwnDomain(view);
  if (domain) feature.domainInfo = domain;
  const isText = view.type !== FeatureNameStatistics_Type.BYTES;
  return domain === undefined && isText ? inferStringDomain(view) : undefined;
}

function inferOwnDomain(view: FeatureView): Feature['domainInfo'] | undefined {
  const custom = customDomain(view);
  if (custom) return custom;
  if (view.type === FeatureNameStatistics_Type.INT) {
    const isBool = view.numbers !== null && view.numbers.min >= 0 && view.numbers.max === 1;
    return isBool ? { case: 'boolDomain', value: create(BoolDomainSchema) } : undefined;
  }
  if (view.type !== FeatureNameStatistics_Type.STRING || view.values.size === 0 || hasInvalidText(view))
    return undefined;
  const isIntegers = [...view.values.keys()].every((text) => parseInteger(text) !== undefined);
  return (
    inferBoolText(view) ?? (isIntegers ? { case: 'intDomain', value: create(IntDomainSchema) } : undefined)
  );
}
