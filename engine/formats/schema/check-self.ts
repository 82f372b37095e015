import {
  type Feature,
  FeatureType,
  type Schema,
  type ValueCount,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { deprecate } from './presence.ts';
import { isSet } from './proto-fields.ts';
import { AnomalyType, type Reason, reason } from './reason.ts';
import { findStringDomain } from './string-domains.ts';

/**
 * Holds what a schema says of a feature against itself, whatever the data, and corrects the draft. A draft that makes no
 * sense at all is deprecated.
 */
export function checkSelf(draft: Feature, schema: Schema): Reason[] {
  if (!isSet(draft, 'name')) {
    deprecate(draft);
    const text = 'unspecified name (maybe meant to be the empty string): find name rather than deprecating.';
    return [reason(AnomalyType.FEATURE_MISSING_NAME, text, '')];
  }
  const untyped = checkType(draft);
  if (!isSet(draft, 'type')) {
    deprecate(draft);
    return untyped;
  }
  return [
    ...untyped,
    ...checkPresenceBounds(draft),
    ...checkValueCountBounds(draft),
    ...checkDims(draft),
    ...checkDomainFitsType(draft),
    ...(checkDomainKind(draft) ?? checkNamedDomain(draft, schema) ?? checkDistribution(draft)),
  ];
}

function checkType(draft: Feature): Reason[] {
  if (isSet(draft, 'type')) return [];
  const isText = draft.domainInfo.case === 'domain' || draft.domainInfo.case === 'stringDomain';
  if (isText) draft.type = FeatureType.BYTES;
  const text = isText
    ? 'unspecified type: inferring the type to be BYTES, given the domain specified.'
    : 'unspecified type: determine the type and set it, rather than deprecating.';
  return [reason(AnomalyType.FEATURE_MISSING_TYPE, text, '')];
}

function invalid(short: string, long = ''): Reason {
  return reason(AnomalyType.INVALID_SCHEMA_SPECIFICATION, short, long);
}

function checkPresenceBounds({ presenceConstraints }: Feature): Reason[] {
  if (presenceConstraints.case !== 'presence') return [];
  const { value } = presenceConstraints;
  if (value.minFraction < 0) {
    delete (value as Partial<typeof value>).minFraction;
    return [invalid('min_fraction should not be negative: clear is equal to zero')];
  }
  if (value.minFraction <= 1) return [];
  value.minFraction = 1;
  return [invalid('min_fraction should not greater than 1')];
}

function checkValueCountBounds({ shapeType }: Feature): Reason[] {
  if (shapeType.case === 'valueCount') {
    return correctBounds(shapeType.value).map((bound) =>
      invalid(
        bound === 'min'
          ? 'ValueCount.min should not be negative'
          : 'ValueCount.max should not be less than min',
      ),
    );
  }
  if (shapeType.case !== 'valueCounts') return [];
  return shapeType.value.valueCount.flatMap((count, level) =>
    correctBounds(count).map((bound) => {
      const problem = bound === 'min' ? 'should not be negative' : 'should not be less than min';
      return invalid(`ValueCounts.${bound} ${problem}`, `ValueCounts.${bound} at level ${level} ${problem}.`);
    }),
  );
}

/** Corrects bounds that make no sense and names them. */
function correctBounds(count: ValueCount): ('min' | 'max')[] {
  const wrong: ('min' | 'max')[] = [];
  if (count.min < 0n) {
    delete (count as Partial<ValueCount>).min;
    wrong.push('min');
  }
  if (isSet(count, 'max') && count.max < count.min) {
    count.max = count.min;
    wrong.push('max');
  }
  return wrong;
}

function checkDims(draft: Feature): Reason[] {
  if (draft.shapeType.case !== 'shape' || draft.shapeType.value.dim.every(({ size }) => size > 0n)) return [];
  draft.shapeType = { case: undefined };
  return [invalid('Shape.dim.size must be a positive integer')];
}

type DomainCase = NonNullable<Feature['domainInfo']['case']>;

/** Domains by the types they can describe; TFDV takes domains not named here for none. */
const FITTING_TYPES: Partial<Record<DomainCase, readonly FeatureType[]>> = {
  domain: [FeatureType.BYTES],
  stringDomain: [FeatureType.BYTES],
  intDomain: [FeatureType.INT, FeatureType.BYTES],
  floatDomain: [FeatureType.FLOAT, FeatureType.BYTES],
  boolDomain: [FeatureType.INT, FeatureType.FLOAT, FeatureType.BYTES],
  structDomain: [FeatureType.STRUCT],
  naturalLanguageDomain: [FeatureType.BYTES, FeatureType.INT],
  imageDomain: [FeatureType.BYTES],
  midDomain: [FeatureType.BYTES],
  urlDomain: [FeatureType.BYTES],
  timeDomain: [FeatureType.INT, FeatureType.BYTES],
};

function checkDomainFitsType(draft: Feature): Reason[] {
  const { case: kind } = draft.domainInfo;
  if (kind === undefined || (FITTING_TYPES[kind]?.includes(draft.type) ?? true)) return [];
  draft.domainInfo = { case: undefined };
  const text = `The domain "${protoName(kind)}" does not match the type: ${FeatureType[draft.type]}`;
  return [reason(AnomalyType.DOMAIN_INVALID_FOR_TYPE, 'The domain does not match the type', text)];
}

/** The name in a .proto file of a field that is called otherwise in JavaScript. */
function protoName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Takes away a domain that TFDV does not know; null where there is nothing wrong. */
function checkDomainKind(draft: Feature): Reason[] | null {
  const { case: kind } = draft.domainInfo;
  if (kind === undefined || FITTING_TYPES[kind] !== undefined) return null;
  draft.domainInfo = { case: undefined };
  return [reason(AnomalyType.INVALID_DOMAIN_SPECIFICATION, 'internal issue: unknown domain_info type', '')];
}

/** Takes away a domain that the schema does not define; null where there is nothing wrong. */
function checkNamedDomain(draft: Feature, schema: Schema): Reason[] | null {
  const { domainInfo } = draft;
  if (domainInfo.case === 'stringDomain') domainInfo.value.value = [...new Set(domainInfo.value.value)];
  if (domainInfo.case !== 'domain' || findStringDomain(schema, domainInfo.value)) return null;
  draft.domainInfo = { case: undefined };
  return [reason(AnomalyType.INVALID_DOMAIN_SPECIFICATION, 'missing domain: ', '')];
}

/** What TFDV calls the domains that have no distribution; it clears a bool domain's false value that is its true value. */
const WITHOUT_DISTRIBUTION: Partial<Record<DomainCase, string>> = {
  boolDomain: 'bool',
  intDomain: 'int',
  floatDomain: 'float',
  structDomain: 'struct',
  naturalLanguageDomain: 'semantic',
  imageDomain: 'semantic',
  midDomain: 'semantic',
  urlDomain: 'semantic',
  timeDomain: 'semantic',
};

function checkDistribution(draft: Feature): Reason[] {
  const { case: kind, value } = draft.domainInfo;
  if (kind === 'boolDomain' && isSet(value, 'trueValue') && value.trueValue === value.falseValue)
    delete (value as Partial<typeof value>).falseValue;
  if (!draft.distributionConstraints || kind === 'domain' || kind === 'stringDomain') return [];
  delete draft.distributionConstraints;
  if (kind === undefined) return [invalid('distribution constraints require domain or string domain.')];
  return [
    invalid(`distribution constraints not supported for ${WITHOUT_DISTRIBUTION[kind] ?? kind} domains.`),
  ];
}
