import { create } from '@bufbuild/protobuf';
import {
  BoolDomainSchema,
  type Feature,
  type StringDomain,
  StringDomainSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { BYTES_LABEL, type FeatureView } from './feature-view.ts';
import { AnomalyType, compareText, type Reason, reason } from './reason.ts';

/** TFDV's default: a string feature with more distinct values gets no domain. */
const MAXIMUM_DOMAIN_SIZE = 100;

/** Pairs of text that TFDV takes for boolean values, the true one first. */
const BOOLEANS: readonly (readonly [string, string])[] = [
  ['true', 'false'],
  ['TRUE', 'FALSE'],
  ['1', '0'],
];

/** Values that are not text make a domain of strings impossible. */
export function hasInvalidText({ strings, values }: FeatureView): boolean {
  return (strings?.invalidUtf8Count ?? 0n) > 0n || values.has(BYTES_LABEL);
}

/** The bool domain that fits text of nothing but true and false; undefined for other text. */
export function inferBoolText({ values }: FeatureView): Feature['domainInfo'] | undefined {
  const pair = BOOLEANS.find((words) => [...values.keys()].every((value) => words.includes(value)));
  if (!pair || values.size === 0) return undefined;
  const [trueValue, falseValue] = pair;
  const value = create(BoolDomainSchema, {
    ...(values.has(trueValue) ? { trueValue } : {}),
    ...(values.has(falseValue) ? { falseValue } : {}),
  });
  return { case: 'boolDomain', value };
}

/** The string domain of a feature with few distinct values; undefined where there are many, or none. */
export function inferStringDomain(view: FeatureView): StringDomain | undefined {
  const unique = Number(view.strings?.unique ?? 0n);
  if (unique === 0 || unique > MAXIMUM_DOMAIN_SIZE || hasInvalidText(view)) return undefined;
  return create(StringDomainSchema, { name: view.name, value: [...view.values.keys()].sort(compareText) });
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
  if (unknown.length === 0 || mass <= allowed) return [];
  unknown.sort(([a], [b]) => compareText(a, b));
  domain.value.push(...unknown.map(([value]) => value));
  const list = unknown.map(([value, count]) => `${value} (${share(count / total)})`).join(', ');
  const text = `Examples contain values missing from the schema: ${list}. `;
  return [reason(AnomalyType.ENUM_TYPE_UNEXPECTED_STRING_VALUES, 'Unexpected string values', text)];
}

function share(fraction: number): string {
  return fraction < 0.01 ? '<1%' : `~${Math.floor(fraction * 100)}%`;
}
