import { create } from '@bufbuild/protobuf';
import { anyUnpack } from '@bufbuild/protobuf/wkt';
import type {
  Feature,
  FeatureCoverageConstraints,
  NaturalLanguageDomain,
  SequenceValueConstraints,
} from '../proto/gen/tensorflow_metadata/proto/v0/schema_pb.js';
import {
  type NaturalLanguageStatistics,
  type NaturalLanguageStatistics_TokenStatistics,
  NaturalLanguageStatisticsSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import type { FeatureView } from './feature-view.ts';
import { isSet } from './proto-fields.ts';
import { AnomalyType, type Reason, reason, sixDigits } from './reason.ts';

/** Checks words and tokens against a natural-language domain, and widens it (anomalies/natural_language_domain_util.cc). */
export function checkLanguageDomain(
  draft: Feature,
  domain: NaturalLanguageDomain,
  view: FeatureView,
): Reason[] {
  const statistics = statisticsOf(view);
  const { coverage, tokenConstraints } = domain;
  const asks =
    isSet(coverage, 'minCoverage') || isSet(coverage, 'minAvgTokenLength') || tokenConstraints.length > 0;
  if (!statistics && asks) return [notComputed(draft)];
  const known = statistics ?? create(NaturalLanguageStatisticsSchema);
  const reasons = coverage ? checkCoverage(coverage, known) : [];
  const tokens = new Map(known.tokenStatistics.map((token) => [token.token.value, token]));
  for (const constraint of tokenConstraints) {
    if (constraint.value.case === undefined) continue;
    const token = tokens.get(constraint.value.value);
    if (!token) return [...reasons, notComputed(draft)];
    reasons.push(...checkToken(constraint, token));
  }
  return reasons;
}

function statisticsOf({ custom }: FeatureView): NaturalLanguageStatistics | undefined {
  const value = custom.find(({ name }) => name === 'nl_statistics')?.val;
  return value?.case === 'any' ? anyUnpack(value.value, NaturalLanguageStatisticsSchema) : undefined;
}

function notComputed(draft: Feature): Reason {
  draft.domainInfo = { case: undefined };
  const text =
    'Constraints specified in natural language domain cannot be verified because natural language stats have not been ' +
    'computed.';
  return reason(AnomalyType.STATS_NOT_AVAILABLE, 'Natural language stats are not computed.', text);
}

function checkCoverage(
  coverage: FeatureCoverageConstraints,
  { featureCoverage, avgTokenLength }: NaturalLanguageStatistics,
): Reason[] {
  const reasons: Reason[] = [];
  const [minimum, length] = [Math.fround(coverage.minCoverage), Math.fround(coverage.minAvgTokenLength)];
  if (isSet(coverage, 'minCoverage') && minimum > featureCoverage) {
    const text =
      `Fraction of tokens in the vocabulary: ${sixDigits(featureCoverage)} is lower than the threshold set in the ` +
      `Schema: ${sixDigits(minimum)}.`;
    reasons.push(reason(AnomalyType.FEATURE_COVERAGE_TOO_LOW, 'Feature coverage is too low.', text));
    coverage.minCoverage = featureCoverage;
  }
  if (isSet(coverage, 'minAvgTokenLength') && length > avgTokenLength) {
    const text =
      `Average token length is: ${sixDigits(avgTokenLength)} which is lower than the threshold set in the Schema: ` +
      `${sixDigits(length)}.`;
    const type = AnomalyType.FEATURE_COVERAGE_TOO_SHORT_AVG_TOKEN_LENGTH;
    reasons.push(reason(type, 'Average token length is too short.', text));
    coverage.minAvgTokenLength = avgTokenLength;
  }
  return reasons;
}

type Bound = 'minFractionOfSequences' | 'maxFractionOfSequences' | 'minPerSequence' | 'maxPerSequence';

function checkToken(
  constraint: SequenceValueConstraints,
  token: NaturalLanguageStatistics_TokenStatistics,
): Reason[] {
  const name = String(constraint.value.value);
  const fraction = token.fractionOfSequences;
  const fractionIs = `Fraction of sequences with value: ${name} is: ${sixDigits(fraction)} which is`;
  const occurs = (bound: string, times: number): string =>
    `Value: ${name} occurs ${bound}: ${sixDigits(times)} times within a sequence, which is`;
  const [least, most] = [token.perSequenceMinFrequency, token.perSequenceMaxFrequency];
  const few = 'Value occurs in too small a fraction of sequences.';
  const many = 'Value occurs in too large a fraction of sequences.';
  const hold = (bound: Bound, value: number, type: AnomalyType, short: string, text: string): Reason[] =>
    holdBound(constraint, bound, value, (limit) => reason(type, short, `${text} ${limit}`));
  return [
    ...hold(
      'minFractionOfSequences',
      fraction,
      AnomalyType.SEQUENCE_VALUE_TOO_SMALL_FRACTION,
      few,
      fractionIs,
    ),
    ...hold(
      'maxFractionOfSequences',
      fraction,
      AnomalyType.SEQUENCE_VALUE_TOO_LARGE_FRACTION,
      many,
      fractionIs,
    ),
    ...hold(
      'minPerSequence',
      least,
      AnomalyType.SEQUENCE_VALUE_TOO_FEW_OCCURRENCES,
      'Value has too few per-sequence occurrences.',
      occurs('at least', least),
    ),
    ...hold(
      'maxPerSequence',
      most,
      AnomalyType.SEQUENCE_VALUE_TOO_MANY_OCCURRENCES,
      'Value has too many per-sequence occurrences.',
      occurs('at most', most),
    ),
  ];
}

/** Holds a value against a bound, where there is one, and moves the bound to a value that does not keep it. */
function holdBound(
  constraint: SequenceValueConstraints,
  bound: Bound,
  value: number,
  makeReason: (limit: string) => Reason,
): Reason[] {
  if (!isSet(constraint, bound)) return [];
  const isLower = bound.startsWith('min');
  const isCount = bound === 'minPerSequence' || bound === 'maxPerSequence';
  const limit = isCount ? Number(constraint[bound]) : Math.fround(constraint[bound]);
  if (isLower ? limit <= value : limit >= value) return [];
  if (isCount) constraint[bound] = BigInt(Math.trunc(value));
  else constraint[bound] = value;
  const shown = isCount ? String(limit) : sixDigits(limit);
  return [makeReason(`${isLower ? 'lower' : 'higher'} than the threshold set in the Schema: ${shown}.`)];
}
