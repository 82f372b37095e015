import type { BoolDomain, Feature } from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import {
  Histogram_HistogramType,
  type NumericStatistics,
  FeatureNameStatistics_Type as StatisticsType,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import type { FeatureView } from './feature-view.ts';
import { makeFloatDomain, makeIntDomain } from './numeric-domains.ts';
import { isSet } from './proto-fields.ts';
import { AnomalyType, compareText, type Reason, reason, sixDigits } from './reason.ts';

const NOT_BOOLEAN = 'Non-boolean values';

/** Checks a bool domain against numbers or text; where it does not hold the draft gets a wider domain, or none. */
export function checkBoolDomain(draft: Feature, domain: BoolDomain, view: FeatureView): Reason[] {
  switch (view.type) {
    case StatisticsType.INT:
      return checkInts(draft, view);
    case StatisticsType.FLOAT:
      return checkFloats(draft, view);
    case StatisticsType.STRING:
      return checkText(draft, domain, view);
    default:
      return [];
  }
}

function checkInts(draft: Feature, { numbers }: FeatureView): Reason[] {
  // TFDV looks at the range of integers even where they were counted by value and have none.
  const { min, max } = numbers ?? { min: 0, max: 0 };
  if (min >= 0 && max <= 1) return [];
  draft.domainInfo = makeIntDomain(min, max);
  const [type, value] =
    min < 0 ? [AnomalyType.BOOL_TYPE_SMALL_INT, min] : [AnomalyType.BOOL_TYPE_BIG_INT, max];
  const text = `Integers (such as ${sixDigits(value)}) not in {0, 1}: converting to an integer.`;
  return [reason(type, NOT_BOOLEAN, text)];
}

function checkFloats(draft: Feature, { numbers }: FeatureView): Reason[] {
  const found = numbers ? wrongFloats(numbers) : null;
  if (!numbers || found === null) return [];
  draft.domainInfo = makeFloatDomain(numbers.min, numbers.max);
  return [
    reason(AnomalyType.BOOL_TYPE_UNEXPECTED_FLOAT, NOT_BOOLEAN, `${found}: converting to float_domain.`),
  ];
}

/** What floats there are besides 0 and 1; null where none are seen. */
function wrongFloats({ min, max, histograms }: NumericStatistics): string | null {
  const wrong = [min, max].find((value) => value !== 0 && value !== 1);
  if (wrong !== undefined) return `Floats (such as ${sixDigits(wrong)}) not in {0, 1}`;
  if (histograms.some(({ numNan }) => numNan > 0n)) return 'Floats (such as NaN) not in {0, 1}';
  const quantiles = histograms.filter(({ type }) => type === Histogram_HistogramType.QUANTILES);
  const isBetween = quantiles.some(({ buckets }) =>
    buckets.some(({ lowValue, highValue, sampleCount }) => sampleCount > 0 && lowValue > 0 && highValue < 1),
  );
  return isBetween ? 'Float values falling between 0 and 1' : null;
}

function checkText(draft: Feature, domain: BoolDomain, view: FeatureView): Reason[] {
  const allowed = new Set([
    ...(isSet(domain, 'trueValue') ? [domain.trueValue] : []),
    ...(isSet(domain, 'falseValue') ? [domain.falseValue] : []),
  ]);
  const wrong = [...view.values.keys()].sort(compareText).find((value) => !allowed.has(value));
  if (wrong === undefined) return [];
  draft.domainInfo = { case: undefined };
  const wanted = [...allowed].sort(compareText).map((value) => `"${value}"`);
  const text = `Saw unexpected value "${wrong}" instead of {${wanted.join(', ')}}.`;
  return [reason(AnomalyType.BOOL_TYPE_UNEXPECTED_STRING, NOT_BOOLEAN, text)];
}
