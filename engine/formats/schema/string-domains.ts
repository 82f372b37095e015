import { create } from '@bufbuild/protobuf';
import {
  BoolDomainSchema,
  type Feature,
  type Schema,
  type StringDomain,
  StringDomainSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { escapeText } from '../text-proto/escape-text.ts';
import type { FeatureView } from './feature-view.ts';
import { AnomalyType, compareText, type Reason, reason, serializeStep } from './reason.ts';

/** TFDV's default: a string feature with more distinct values gets no domain. */
const MAXIMUM_DOMAIN_SIZE = 100;

/** Text that TFDV takes for boolean values. */
const TRUE_WORDS: ReadonlySet<string> = new Set(['TRUE', 'true', 'SET', 'set', '1', '']);
const FALSE_WORDS: ReadonlySet<string> = new Set(['FALSE', 'false', 'CLEAR', 'clear', '0']);

/** Values that are not text make a domain of strings impossible. */
export function hasInvalidText({ strings }: FeatureView): boolean {
  return (strings?.invalidUtf8Count ?? 0n) > 0n;
}

/** The bool domain that fits text of one word for true, one for false, or both; undefined for other text. */
export function inferBoolText({ values }: FeatureView): Feature['domainInfo'] | undefined {
  const words = [...values.keys()];
  const [trueWords, falseWords] = [TRUE_WORDS, FALSE_WORDS].map((known) =>
    words.filter((word) => known.has(word)),
  );
  if (!trueWords || !falseWords || words.length === 0) return undefined;
  if (trueWords.length > 1 || falseWords.length > 1 || trueWords.length + falseWords.length < words.length)
    return undefined;
  const [[trueValue], [falseValue]] = [trueWords, falseWords];
  const value = create(BoolDomainSchema, {
    ...(trueValue === undefined ? {} : { trueValue }),
    ...(falseValue === undefined ? {} : { falseValue }),
  });
  return { case: 'boolDomain', value };
}

/** The string domain of a feature with few distinct values; undefined where there are many, or none. */
export function inferStringDomain(view: FeatureView): StringDomain | undefined {
  const { size } = view.values;
  if (size === 0 || size > MAXIMUM_DOMAIN_SIZE || hasInvalidText(view)) return undefined;
  return create(StringDomainSchema, {
    name: serializeStep(view.name),
    value: [...view.values.keys()].sort(compareText),
  });
}

export function findStringDomain(schema: Schema, name: string): StringDomain | undefined {
  return schema.stringDomain.find((domain) => domain.name === name);
}

/** Checks text against a domain that the schema gives a name, and takes the domain from all features if it cannot fit. */
export function checkNamedDomain(draft: Feature, schema: Schema, name: string, view: FeatureView): Reason[] {
  const domain = findStringDomain(schema, name);
  if (!domain) return [];
  const reasons = checkStringDomain(draft, domain, view);
  if (draft.domainInfo.case === undefined) clearStringDomain(schema, name);
  return reasons;
}

function clearStringDomain(schema: Schema, name: string): void {
  for (const feature of schema.feature) {
    const { domainInfo } = feature;
    if (domainInfo.case === 'domain' && domainInfo.value === name) feature.domainInfo = { case: undefined };
  }
  schema.stringDomain = schema.stringDomain.filter((domain) => domain.name !== name);
}

/** Checks text against its domain and adds what is missing to `domain`. */
export function checkStringDomain(draft: Feature, domain: StringDomain, view: FeatureView): Reason[] {
  if (hasInvalidText(view)) {
    draft.domainInfo = { case: undefined };
    const text = 'Found strings that were not valid UTF8 strings.';
    return [reason(AnomalyType.ENUM_TYPE_INVALID_UTF8, 'Invalid UTF8 strings', text)];
  }
  const known = new Set(domain.value);
  const unknown = [...view.values].filter(([value]) => !known.has(value));
  const total = view.totalValues;
  const mass = unknown.reduce((sum, [, count]) => sum + count, 0) / total;
  const allowed = 1 - (draft.distributionConstraints?.minDomainMass ?? 1);
  if (unknown.length === 0 || (allowed !== 0 && !(mass > allowed))) return [];
  unknown.sort(([a], [b]) => compareText(a, b));
  domain.value.push(...unknown.map(([value]) => value));
  const list = unknown
    .map(([value, count]) => `${escapeText(value)} (${share(Math.trunc(count), total)})`)
    .join(', ');
  const text = `Examples contain values missing from the schema: ${list}. `;
  return [reason(AnomalyType.ENUM_TYPE_UNEXPECTED_STRING_VALUES, 'Unexpected string values', text)];
}

function share(count: number, total: number): string {
  if (total === 0) return '?';
  const percent = (100 * count) / total;
  return percent < 1 ? '<1%' : `~${Math.floor(percent)}%`;
}
