import {
  type Feature,
  FeatureType,
  type Schema,
  type StringDomain,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { FeatureNameStatistics_Type } from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import type { FeatureView } from './feature-view.ts';
import { TYPES } from './infer-feature.ts';
import { checkBoolDomain, checkFloatDomain, checkIntDomain } from './numeric-domains.ts';
import { checkLengths, checkPresence, deprecate } from './presence.ts';
import { AnomalyType, type Reason, reason } from './reason.ts';
import { checkStringDomain } from './string-domains.ts';
import { checkUnique } from './unique-values.ts';

/**
 * Holds one feature's statistics against the schema. `draft` and the string domains of `schema` are relaxed until the
 * data fits, so callers hand in a copy; the reasons say what did not fit.
 */
export function checkFeature(draft: Feature, schema: Schema, view: FeatureView): Reason[] {
  if (draft.type === FeatureType.TYPE_UNKNOWN) {
    deprecate(draft);
    const text = 'unspecified type: determine the type and set it, rather than deprecating.';
    return [reason(AnomalyType.FEATURE_MISSING_TYPE, text, '')];
  }
  if (view.present > 0 && TYPES[view.type] !== draft.type) return [unexpectedType(draft, view)];
  return [
    ...checkDomainFitsType(draft),
    ...checkLengths(draft, view),
    ...checkPresence(draft, view),
    ...(view.present > 0 ? checkDomain(draft, schema, view) : []),
    ...(view.present > 0 ? checkUnique(draft, view) : []),
  ];
}

function unexpectedType(draft: Feature, view: FeatureView): Reason {
  deprecate(draft);
  const text = `Expected data of type: ${FeatureType[draft.type]} but got ${FeatureNameStatistics_Type[view.type]}`;
  return reason(AnomalyType.UNEXPECTED_DATA_TYPE, 'Unexpected data type', text);
}

type DomainCase = NonNullable<Feature['domainInfo']['case']>;

/** Domains by the types they can describe; domains not named here are not judged. */
const FITTING_TYPES: Partial<Record<DomainCase, readonly FeatureType[]>> = {
  domain: [FeatureType.BYTES],
  stringDomain: [FeatureType.BYTES],
  intDomain: [FeatureType.INT, FeatureType.BYTES],
  floatDomain: [FeatureType.FLOAT, FeatureType.BYTES],
  boolDomain: [FeatureType.INT, FeatureType.FLOAT, FeatureType.BYTES],
};
const PROTO_NAMES: Partial<Record<DomainCase, string>> = {
  stringDomain: 'string_domain',
  intDomain: 'int_domain',
  floatDomain: 'float_domain',
  boolDomain: 'bool_domain',
};

function checkDomainFitsType(draft: Feature): Reason[] {
  const { case: kind } = draft.domainInfo;
  if (kind === undefined || (FITTING_TYPES[kind]?.includes(draft.type) ?? true)) return [];
  draft.domainInfo = { case: undefined };
  const text = `The domain "${PROTO_NAMES[kind] ?? kind}" does not match the type: ${FeatureType[draft.type]}`;
  return [reason(AnomalyType.DOMAIN_INVALID_FOR_TYPE, 'The domain does not match the type', text)];
}

function checkDomain(draft: Feature, schema: Schema, view: FeatureView): Reason[] {
  const { domainInfo } = draft;
  switch (domainInfo.case) {
    case 'domain':
      return checkNamedDomain(draft, findStringDomain(schema, domainInfo.value), view);
    case 'stringDomain':
      return checkStringDomain(draft, domainInfo.value, view);
    case 'intDomain':
      return checkIntDomain(draft, domainInfo.value, view);
    case 'floatDomain':
      return checkFloatDomain(draft, domainInfo.value, view);
    case 'boolDomain':
      return checkBoolDomain(draft, domainInfo.value, view);
    default:
      return [];
  }
}

function checkNamedDomain(draft: Feature, domain: StringDomain | undefined, view: FeatureView): Reason[] {
  if (domain) return checkStringDomain(draft, domain, view);
  draft.domainInfo = { case: undefined };
  return [reason(AnomalyType.INVALID_DOMAIN_SPECIFICATION, 'missing domain: ', '')];
}

export function findStringDomain(schema: Schema, name: string): StringDomain | undefined {
  return schema.stringDomain.find((domain) => domain.name === name);
}
