import { create } from '@bufbuild/protobuf';
import {
  type Feature,
  type FloatDomain,
  FloatDomainSchema,
  type IntDomain,
  IntDomainSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import { FeatureNameStatistics_Type as StatisticsType } from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import type { FeatureView } from './feature-view.ts';
import { parseFloat32, parseInteger } from './number-text.ts';
import { isSet } from './proto-fields.ts';
import { AnomalyType, compareText, type Reason, reason, sixDigits } from './reason.ts';

const RANGE = 'Out-of-range values';
const INVALID = 'Invalid values';

interface Range<Value> {
  readonly low: Value;
  readonly high: Value;
}

/** Checks a float domain against floats, or against text that holds floats, and widens the draft. */
export function checkFloatDomain(draft: Feature, domain: FloatDomain, view: FeatureView): Reason[] {
  const reasons = checkNan(domain, view);
  const range = floatRange(view);
  if (typeof range === 'string') {
    draft.domainInfo = { case: undefined };
    const text = `String values that were not floats were found, such as "${range}".`;
    return [...reasons, reason(AnomalyType.FLOAT_TYPE_STRING_NOT_FLOAT, INVALID, text)];
  }
  return range ? [...reasons, ...checkFloatRange(domain, range), ...checkInfinity(domain, range)] : reasons;
}

function checkNan(domain: FloatDomain, view: FeatureView): Reason[] {
  if (!domain.disallowNan || !hasNan(view)) return [];
  domain.disallowNan = false;
  return [reason(AnomalyType.FLOAT_TYPE_HAS_NAN, INVALID, 'Float feature has NaN values.')];
}

function hasNan({ type, numbers, values }: FeatureView): boolean {
  if (type === StatisticsType.FLOAT) return numbers?.histograms.some(({ numNan }) => numNan > 0n) ?? false;
  const texts = type === StatisticsType.STRING ? [...values.keys()] : [];
  return texts.some((text) => Number.isNaN(parseFloat32(text)));
}

function checkFloatRange(domain: FloatDomain, { low, high }: Range<number>): Reason[] {
  const reasons: Reason[] = [];
  const upto = '(upto six significant digits)';
  const [least, most] = [Math.fround(domain.min), Math.fround(domain.max)];
  if (isSet(domain, 'min') && low < least) {
    const text = `Unexpectedly low values: ${sixDigits(low)}<${sixDigits(least)}${upto}`;
    reasons.push(reason(AnomalyType.FLOAT_TYPE_SMALL_FLOAT, RANGE, text));
    domain.min = low;
  }
  if (isSet(domain, 'max') && high > most) {
    const text = `Unexpectedly high value: ${sixDigits(high)}>${sixDigits(most)}${upto}`;
    reasons.push(reason(AnomalyType.FLOAT_TYPE_BIG_FLOAT, RANGE, text));
    domain.max = high;
  }
  return reasons;
}

function checkInfinity(domain: FloatDomain, { low, high }: Range<number>): Reason[] {
  const isInfinite = (value: number): boolean => Math.abs(value) === Number.POSITIVE_INFINITY;
  if (!domain.disallowInf || !(isInfinite(low) || isInfinite(high))) return [];
  domain.disallowInf = false;
  return [reason(AnomalyType.FLOAT_TYPE_HAS_INF, INVALID, 'Float feature has Inf values.')];
}

/** Checks an int domain against integers, or against text that holds integers, and widens the draft. */
export function checkIntDomain(draft: Feature, domain: IntDomain, view: FeatureView): Reason[] {
  const range = intRange(view);
  if (typeof range === 'string') return rejectIntegers(draft, domain, view, range);
  if (!range) return [];
  const reasons: Reason[] = [];
  if (isSet(domain, 'min') && range.low < domain.min) {
    reasons.push(reason(AnomalyType.INT_TYPE_SMALL_INT, RANGE, `Unexpectedly small value: ${range.low}.`));
    domain.min = range.low;
  }
  if (isSet(domain, 'max') && range.high > domain.max) {
    reasons.push(reason(AnomalyType.INT_TYPE_BIG_INT, RANGE, `Unexpectedly large value: ${range.high}.`));
    domain.max = range.high;
  }
  return reasons;
}

function rejectIntegers(draft: Feature, domain: IntDomain, view: FeatureView, example: string): Reason[] {
  const isText = view.type !== StatisticsType.INT;
  if (!isText && !isSet(domain, 'min') && !isSet(domain, 'max')) return [];
  draft.domainInfo = { case: undefined };
  const text = `String values that were not ints were found, such as "${example}".`;
  if (isText) return [reason(AnomalyType.INT_TYPE_NOT_INT_STRING, INVALID, text)];
  const beyond = `Integer had values that were not valid Int64, such as "${example}".`;
  return [reason(AnomalyType.DOMAIN_INVALID_FOR_TYPE, INVALID, beyond)];
}

/** Least and greatest float; the first text that is no float where there is one; undefined for other types. */
function floatRange(view: FeatureView): Range<number> | string | undefined {
  if (view.type === StatisticsType.FLOAT) {
    const [low, high] = [view.numbers?.min ?? 0, view.numbers?.max ?? 0];
    return { low: Math.fround(low), high: Math.fround(high) };
  }
  if (view.type !== StatisticsType.STRING) return undefined;
  return textRange(view, parseFloat32);
}

/** Least and greatest integer; the first text that is no integer where there is one; undefined for other types. */
function intRange(view: FeatureView): Range<bigint> | string | undefined {
  if (view.type === StatisticsType.INT && view.values.size === 0) {
    const [low, high] = [view.numbers?.min ?? 0, view.numbers?.max ?? 0];
    return { low: BigInt.asIntN(64, BigInt(low)), high: BigInt.asIntN(64, BigInt(high)) };
  }
  if (view.type !== StatisticsType.INT && view.type !== StatisticsType.STRING) return undefined;
  return textRange(view, parseInteger);
}

function textRange<Value extends number | bigint>(
  { values }: FeatureView,
  parse: (text: string) => Value | undefined,
): Range<Value> | string | undefined {
  const numbers: Value[] = [];
  for (const text of [...values.keys()].sort(compareText)) {
    const number = parse(text);
    if (number === undefined) return text;
    numbers.push(number);
  }
  const [first, ...others] = numbers;
  if (first === undefined) return undefined;
  let [low, high]: [Value, Value] = [first, first];
  // No minimum of all: where the first value is not a number, it stays.
  for (const value of others) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** The int domain that holds a range. */
export function makeIntDomain(low: number, high: number): Feature['domainInfo'] {
  return { case: 'intDomain', value: create(IntDomainSchema, { min: BigInt(low), max: BigInt(high) }) };
}

/** The float domain that holds a range. */
export function makeFloatDomain(low: number, high: number): Feature['domainInfo'] {
  return { case: 'floatDomain', value: create(FloatDomainSchema, { min: low, max: high }) };
}
