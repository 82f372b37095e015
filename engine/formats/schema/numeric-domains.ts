import { create } from '@bufbuild/protobuf';
import {
  type BoolDomain,
  type Feature,
  type FloatDomain,
  FloatDomainSchema,
  type IntDomain,
  IntDomainSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import {
  FeatureNameStatistics_Type,
  Histogram_HistogramType,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { countNan, type FeatureView, histogramOf } from './feature-view.ts';
import { AnomalyType, compareText, type Reason, reason, sixDigits } from './reason.ts';

const RANGE = 'Out-of-range values';
const INVALID = 'Invalid values';
const INTEGER = /^\s*[-+]?\d+\s*$/;
const FLOAT = /^\s*[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|inf(?:inity)?|nan)\s*$/i;

interface Range {
  readonly low: number;
  readonly high: number;
}

/** Whether every known value of a string feature is an integer of 64 bits. */
export function isInteger(text: string): boolean {
  return INTEGER.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}

function isFloat(text: string): boolean {
  return FLOAT.test(text);
}

/** Checks a float domain against floats, or against text that holds floats, and widens the draft. */
export function checkFloatDomain(draft: Feature, domain: FloatDomain, view: FeatureView): Reason[] {
  const range = numericRange(view, isFloat);
  if (typeof range === 'string') {
    draft.domainInfo = { case: undefined };
    const text = `String values that were not floats were found, such as "${range}".`;
    return [reason(AnomalyType.FLOAT_TYPE_STRING_NOT_FLOAT, INVALID, text)];
  }
  const reasons = checkSpecialFloats(domain, view);
  if (!range) return reasons;
  const upto = '(upto six significant digits)';
  if (has(domain, 'min') && range.low < domain.min) {
    const text = `Unexpectedly low values: ${sixDigits(range.low)}<${sixDigits(domain.min)}${upto}`;
    reasons.push(reason(AnomalyType.FLOAT_TYPE_SMALL_FLOAT, RANGE, text));
    domain.min = range.low;
  }
  if (has(domain, 'max') && range.high > domain.max) {
    const text = `Unexpectedly high value: ${sixDigits(range.high)}>${sixDigits(domain.max)}${upto}`;
    reasons.push(reason(AnomalyType.FLOAT_TYPE_BIG_FLOAT, RANGE, text));
    domain.max = range.high;
  }
  return reasons;
}

function checkSpecialFloats(domain: FloatDomain, view: FeatureView): Reason[] {
  const reasons: Reason[] = [];
  if (domain.disallowNan && countNan(view.numbers) > 0) {
    reasons.push(reason(AnomalyType.FLOAT_TYPE_HAS_NAN, INVALID, 'Float feature has NaN values.'));
    domain.disallowNan = false;
  }
  if (domain.disallowInf && view.numbers && ![view.numbers.min, view.numbers.max].every(Number.isFinite)) {
    reasons.push(reason(AnomalyType.FLOAT_TYPE_HAS_INF, INVALID, 'Float feature has Inf values.'));
    domain.disallowInf = false;
  }
  return reasons;
}

/** Checks an int domain against integers, or against text that holds integers, and widens the draft. */
export function checkIntDomain(draft: Feature, domain: IntDomain, view: FeatureView): Reason[] {
  const range = numericRange(view, isInteger);
  if (typeof range === 'string') {
    draft.domainInfo = { case: undefined };
    const text = `String values that were not ints were found, such as "${range}".`;
    return [reason(AnomalyType.INT_TYPE_NOT_INT_STRING, INVALID, text)];
  }
  if (!range) return [];
  const reasons: Reason[] = [];
  const [low, high] = [BigInt(Math.trunc(range.low)), BigInt(Math.trunc(range.high))];
  if (has(domain, 'min') && low < domain.min) {
    reasons.push(reason(AnomalyType.INT_TYPE_SMALL_INT, RANGE, `Unexpectedly small value: ${low}.`));
    domain.min = low;
  }
  if (has(domain, 'max') && high > domain.max) {
    reasons.push(reason(AnomalyType.INT_TYPE_BIG_INT, RANGE, `Unexpectedly large value: ${high}.`));
    domain.max = high;
  }
  return reasons;
}

/** Checks a bool domain against numbers or text; where it does not hold the draft gets a wider domain, or none. */
export function checkBoolDomain(draft: Feature, domain: BoolDomain, view: FeatureView): Reason[] {
  // TFDV looks at the range of integers even where they were counted by value and have none.
  if (view.strings && view.type === FeatureNameStatistics_Type.INT) return [];
  if (view.strings) return checkBoolText(draft, domain, view);
  if (!view.numbers || view.totalValues === 0) return [];
  const { min: low, max: high } = view.numbers;
  return view.type === FeatureNameStatistics_Type.INT
    ? checkBoolInts(draft, { low, high })
    : checkBoolFloats(draft, view, { low, high });
}

const NOT_BOOLEAN = 'Non-boolean values';

function checkBoolInts(draft: Feature, { low, high }: Range): Reason[] {
  const found = (value: number): string =>
    `Integers (such as ${value}) not in {0, 1}: converting to an integer.`;
  const reasons: Reason[] = [];
  if (low < 0) reasons.push(reason(AnomalyType.BOOL_TYPE_SMALL_INT, NOT_BOOLEAN, found(low)));
  else if (high > 1) reasons.push(reason(AnomalyType.BOOL_TYPE_BIG_INT, NOT_BOOLEAN, found(high)));
  if (reasons.length > 0) {
    const value = create(IntDomainSchema, { min: BigInt(low), max: BigInt(high) });
    draft.domainInfo = { case: 'intDomain', value };
  }
  return reasons;
}

function checkBoolFloats(draft: Feature, view: FeatureView, { low, high }: Range): Reason[] {
  const quantiles = histogramOf(view.numbers, Histogram_HistogramType.QUANTILES)?.buckets ?? [];
  const seen = [low, high, ...quantiles.flatMap(({ lowValue, highValue }) => [lowValue, highValue])];
  const wrong = seen.find((value) => value !== 0 && value !== 1);
  if (wrong === undefined) return [];
  draft.domainInfo = { case: 'floatDomain', value: create(FloatDomainSchema, { min: low, max: high }) };
  const text = `Floats (such as ${sixDigits(wrong)}) not in {0, 1}: converting to float_domain.`;
  return [reason(AnomalyType.BOOL_TYPE_UNEXPECTED_FLOAT, NOT_BOOLEAN, text)];
}

function checkBoolText(draft: Feature, domain: BoolDomain, view: FeatureView): Reason[] {
  const allowed = [domain.falseValue, domain.trueValue].filter((value) => value !== '').sort(compareText);
  const wrong = [...view.values.keys()].sort(compareText).find((value) => !allowed.includes(value));
  if (wrong === undefined) return [];
  draft.domainInfo = { case: undefined };
  const wanted = allowed.map((value) => `"${value}"`).join(', ');
  const text = `Saw unexpected value "${wrong}" instead of {${wanted}}.`;
  return [reason(AnomalyType.BOOL_TYPE_UNEXPECTED_STRING, NOT_BOOLEAN, text)];
}

/** Least and greatest value; the first text that is no number where there is one; undefined without values. */
function numericRange(view: FeatureView, isNumber: (text: string) => boolean): Range | string | undefined {
  if (view.numbers) {
    const isEmpty = view.totalValues - countNan(view.numbers) === 0;
    return isEmpty ? undefined : { low: view.numbers.min, high: view.numbers.max };
  }
  const values = [...view.values.keys()].sort(compareText);
  const wrong = values.find((value) => !isNumber(value));
  if (wrong !== undefined) return wrong;
  const numbers = values.map((value) => Number(value));
  if (numbers.length === 0) return undefined;
  return { low: numbers.reduce((a, b) => Math.min(a, b)), high: numbers.reduce((a, b) => Math.max(a, b)) };
}

/** Whether an optional number of a proto2 message was set: unset ones live on the prototype. */
function has(domain: FloatDomain | IntDomain, field: 'min' | 'max'): boolean {
  return Object.hasOwn(domain, field);
}
