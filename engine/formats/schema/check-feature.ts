import {
  type Feature,
  FeatureSchema,
  FeatureType,
  LifecycleStage,
  type Schema,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { FeatureNameStatistics_Type } from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { printTextProto } from '../text-proto/print-text-proto.ts';
import { checkBoolDomain } from './bool-domains.ts';
import { checkSelf } from './check-self.ts';
import { customDomain } from './custom-domain.ts';
import { acceptEnvironment, isInEnvironment } from './environments.ts';
import type { FeatureView } from './feature-view.ts';
import { checkImageDomain } from './image-domain.ts';
import { TYPES } from './infer-feature.ts';
import { checkLanguageDomain } from './language-domain.ts';
import { checkLengths } from './lengths.ts';
import { checkFloatDomain, checkIntDomain } from './numeric-domains.ts';
import { checkPresence, deprecate, isInactive, requiresPresence } from './presence.ts';
import { AnomalyType, type Reason, reason } from './reason.ts';
import { checkNamedDomain, checkStringDomain } from './string-domains.ts';
import { checkUnique } from './unique-values.ts';

/**
 * Holds one feature's statistics against the schema, in TFDV's order (anomalies/schema.cc). `draft` and the string
 * domains of `schema` are relaxed until the data fits, so callers hand in a copy; the reasons say what did not fit.
 */
export function checkFeature(
  draft: Feature,
  schema: Schema,
  view: FeatureView,
  environment: string | null = null,
): Reason[] {
  if (isInactive(draft)) return [];
  const reasons = checkSelf(draft, schema);
  if (isInactive(draft)) return reasons;
  const isExpected = isInEnvironment(draft, schema, environment);
  if (view.present === 0) return [...reasons, ...(isExpected ? checkAbsent(draft) : [])];
  if (environment !== null && !isExpected) reasons.push(acceptEnvironment(draft, schema, environment));
  return [
    ...reasons,
    ...checkLengths(draft, view),
    ...checkPresence(draft, view),
    ...checkType(draft, view),
    ...checkBytes(draft, view),
    ...checkDomain(draft, schema, view),
    ...checkUnique(draft, view),
  ];
}

function checkAbsent(draft: Feature): Reason[] {
  if (!requiresPresence(draft)) return [];
  deprecate(draft);
  const text = 'The feature was not present in any examples.';
  return [reason(AnomalyType.FEATURE_TYPE_NOT_PRESENT, 'Column dropped', text)];
}

function checkType(draft: Feature, view: FeatureView): Reason[] {
  if (TYPES[view.type] === draft.type) return [];
  deprecate(draft);
  const text = `Expected data of type: ${FeatureType[draft.type]} but got ${FeatureNameStatistics_Type[view.type]}`;
  return [reason(AnomalyType.UNEXPECTED_DATA_TYPE, 'Unexpected data type', text)];
}

const DOMAINS_OF_BYTES: readonly Feature['domainInfo']['case'][] = [
  undefined,
  'naturalLanguageDomain',
  'imageDomain',
  'urlDomain',
];

/** Statistics of bytes say nothing of values, so only domains that ask for none fit them. */
function checkBytes(draft: Feature, view: FeatureView): Reason[] {
  if (view.type !== FeatureNameStatistics_Type.BYTES || DOMAINS_OF_BYTES.includes(draft.domainInfo.case))
    return [];
  draft.domainInfo = { case: undefined };
  const text = `Data is marked as BYTES with incompatible domain_info: ${printTextProto(FeatureSchema, draft)}`;
  return [reason(AnomalyType.DOMAIN_INVALID_FOR_TYPE, 'Invalid domain type', text)];
}

function checkDomain(draft: Feature, schema: Schema, view: FeatureView): Reason[] {
  const { domainInfo } = draft;
  switch (domainInfo.case) {
    case 'domain':
      return checkNamedDomain(draft, schema, domainInfo.value, view);
    case 'stringDomain':
      return checkStringDomain(draft, domainInfo.value, view);
    case 'intDomain':
      return checkIntDomain(draft, domainInfo.value, view);
    case 'floatDomain':
      return checkFloatDomain(draft, domainInfo.value, view);
    case 'boolDomain':
      return checkBoolDomain(draft, domainInfo.value, view);
    case 'imageDomain':
      return checkImageDomain(domainInfo.value, view);
    case 'naturalLanguageDomain':
      return checkLanguageDomain(draft, domainInfo.value, view);
    case undefined:
      return takeDomain(draft, view);
    default:
      return [];
  }
}

function takeDomain(draft: Feature, view: FeatureView): Reason[] {
  const domain = customDomain(view);
  if (!domain) return [];
  draft.domainInfo = domain;
  const text = `Updated semantic domain for feature: ${draft.name}`;
  return [reason(AnomalyType.SEMANTIC_DOMAIN_UPDATE, 'Updated semantic domain', text)];
}

/**
 * Whether `checkFeature`, with these reasons, came to the end: not for what is missing, left alone, or makes no sense. A
 * feature of another type is deprecated, too, and yet judged.
 */
export function isChecked(draft: Feature, reasons: readonly Reason[], view: FeatureView): boolean {
  const wrongType = reasons.some(({ type }) => type === AnomalyType.UNEXPECTED_DATA_TYPE);
  return view.present > 0 && (wrongType || !isInactive(draft));
}

/** Checks what statistics and schema say of the feature's source; it comes last, after the comparisons. */
export function checkDerivation(draft: Feature, view: FeatureView): Reason[] {
  const reasons: Reason[] = [];
  if (view.derivedSource && !draft.validationDerivedSource) {
    draft.validationDerivedSource = view.derivedSource;
    draft.lifecycleStage = LifecycleStage.VALIDATION_DERIVED;
    const text = 'Derived source not set in schema.';
    reasons.push(reason(AnomalyType.DERIVED_FEATURE_INVALID_SOURCE, text, text));
  }
  const isWrong = !isInactive(draft) && draft.lifecycleStage !== LifecycleStage.VALIDATION_DERIVED;
  if (draft.validationDerivedSource && isWrong) {
    draft.lifecycleStage = LifecycleStage.VALIDATION_DERIVED;
    const text = 'Derived feature has wrong lifecycle.';
    reasons.push(reason(AnomalyType.DERIVED_FEATURE_BAD_LIFECYCLE, text, text));
  }
  return reasons;
}
