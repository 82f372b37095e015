import { create } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import {
  type CustomStatistic,
  CustomStatisticSchema,
  type Histogram,
  Histogram_BucketSchema,
  HistogramSchema,
  type NaturalLanguageStatistics,
  type NaturalLanguageStatistics_TokenStatistics,
  NaturalLanguageStatistics_TokenStatisticsSchema,
  NaturalLanguageStatisticsSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import type { ValueCounts } from './common-statistics.ts';
import { quantilesHistogram } from './histograms.ts';
import type { LanguageSnapshot } from './language-accumulator.ts';
import type { Token } from './language-feature.ts';
import { quantilesOf, summarizeEntries } from './quantile-summary.ts';
import { rankHistogram } from './string-statistics.ts';
import { POSITION_BUCKETS, type TokenSnapshot } from './token-tally.ts';

/** TFDV's num_quantiles_histogram_buckets. */
const QUANTILES = 10;

/** TFDV's custom statistic of a feature with a natural-language domain. */
export function languageStatistics(language: LanguageSnapshot): CustomStatistic {
  return create(CustomStatisticSchema, {
    name: 'nl_statistics',
    val: { case: 'any', value: anyPack(NaturalLanguageStatisticsSchema, statisticsOf(language)) },
  });
}

function statisticsOf(language: LanguageSnapshot): NaturalLanguageStatistics {
  const { tokens, wordLengths, sequenceLengths, leastCovered, shortestWords } = language;
  const words = sumOf(wordLengths, (_, count) => count);
  const characters = sumOf(wordLengths, (length, count) => length * count);
  return create(NaturalLanguageStatisticsSchema, {
    featureCoverage: tokens === 0 ? 0 : words / tokens,
    avgTokenLength: words === 0 ? 0 : characters / words,
    minSequenceLength: BigInt(language.minimumLength ?? 0),
    maxSequenceLength: BigInt(language.maximumLength ?? 0),
    ...(wordLengths.size === 0 ? {} : { tokenLengthHistogram: lengthsHistogram(wordLengths) }),
    ...(sequenceLengths.size === 0 ? {} : { sequenceLengthHistogram: lengthsHistogram(sequenceLengths) }),
    ...(language.words.size === 0 ? {} : { rankHistogram: rankHistogram(language.words, 'lesser') }),
    tokenStatistics: language.sequenceLengths.size === 0 ? [] : tokenStatistics(language),
    reportedSequences: [...leastCovered, ...shortestWords].map(({ text }) => text),
  });
}

function sumOf(counts: ValueCounts, amount: (key: number, count: number) => number): number {
  return [...counts].reduce((sum, [key, count]) => sum + amount(key, count), 0);
}

function lengthsHistogram(lengths: ValueCounts): Histogram {
  return quantilesHistogram(quantilesOf(summarizeEntries(lengths), QUANTILES));
}

function tokenStatistics({
  constrained,
  sequences,
}: LanguageSnapshot): NaturalLanguageStatistics_TokenStatistics[] {
  return [...constrained].map(([token, tally]) => describeToken(token, tally, sequences));
}

function describeToken(
  token: Token,
  { frequency, sequences, minimum, maximum, positions }: TokenSnapshot,
  all: number,
): NaturalLanguageStatistics_TokenStatistics {
  const name =
    typeof token === 'string'
      ? ({ case: 'stringToken', value: token } as const)
      : ({ case: 'intToken', value: token } as const);
  // TFDV says nothing but the name of a token that never occurs.
  const found = {
    frequency,
    fractionOfSequences: sequences / all,
    perSequenceMinFrequency: minimum ?? 0,
    perSequenceMaxFrequency: maximum ?? 0,
    perSequenceAvgFrequency: frequency / sequences,
    positions: positionsHistogram(positions),
  };
  return create(NaturalLanguageStatistics_TokenStatisticsSchema, {
    token: name,
    ...(sequences === 0 ? {} : found),
  });
}

function positionsHistogram(positions: ValueCounts): Histogram {
  const buckets = [...positions]
    .sort(([a], [b]) => a - b)
    .map(([bucket, sampleCount]) =>
      create(Histogram_BucketSchema, {
        lowValue: bucket / POSITION_BUCKETS,
        highValue: (bucket + 1) / POSITION_BUCKETS,
        sampleCount,
      }),
    );
  return create(HistogramSchema, { buckets });
}
