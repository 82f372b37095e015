import { create } from '@bufbuild/protobuf';
import {
  type BytesStatistics,
  BytesStatisticsSchema,
  type CustomStatistic,
  type RankHistogram,
  RankHistogram_BucketSchema,
  RankHistogramSchema,
  type StringStatistics,
  type StringStatistics_FreqAndValue,
  StringStatistics_FreqAndValueSchema,
  StringStatisticsSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { customCounts, customNumber, customText } from './custom-statistics.ts';
import { BYTES_KEY, type StringSnapshot } from './string-accumulator.ts';

/** TFDV's defaults (statistics/stats_options.py). */
const TOP_VALUES = 20;
const RANKS = 1000;
/** What TFDV writes for values that are not text. */
const BYTES_LABEL = '__BYTES_VALUE__';
/** A feature is an image feature when it has as many values and this share of them are images. */
const IMAGE_VALUES = 100;
const IMAGE_SHARE = 0.8;

/** TFDV's StringStatistics, without the common statistics. */
export function stringStatistics(strings: StringSnapshot): StringStatistics {
  const isEmpty = strings.counts.size === 0;
  return create(StringStatisticsSchema, {
    unique: BigInt(strings.counts.size + strings.dropped),
    avgLength: strings.values === 0 ? 0 : strings.totalBytes / strings.values,
    invalidUtf8Count: BigInt(strings.invalidUtf8),
    topValues: topValues(strings.counts),
    ...(isEmpty ? {} : { rankHistogram: rankHistogram(strings.counts) }),
  });
}

/** TFDV's BytesStatistics, without the common statistics. */
export function bytesStatistics(strings: StringSnapshot): BytesStatistics {
  const { values, totalBytes, minimumBytes, maximumBytes } = strings;
  if (values === 0) return create(BytesStatisticsSchema);
  return create(BytesStatisticsSchema, {
    avgNumBytes: totalBytes / values,
    minNumBytes: minimumBytes,
    maxNumBytes: maximumBytes,
    maxNumBytesInt: BigInt(maximumBytes),
  });
}

/** The most frequent values. */
export function topValues(counts: ReadonlyMap<string, number>): StringStatistics_FreqAndValue[] {
  return rankValues(counts, 'greater')
    .slice(0, TOP_VALUES)
    .map(({ label, count }) =>
      create(StringStatistics_FreqAndValueSchema, { value: label, frequency: count }),
    );
}

/** Values by rank, the most frequent first; of equally frequent ones, those with the greater or the lesser bytes. */
export function rankHistogram(
  counts: ReadonlyMap<string, number>,
  first: 'greater' | 'lesser' = 'greater',
): RankHistogram {
  const buckets = rankValues(counts, first)
    .slice(0, RANKS)
    .map(({ label, count }, rank) =>
      create(RankHistogram_BucketSchema, {
        lowRank: BigInt(rank),
        highRank: BigInt(rank),
        sampleCount: count,
        label,
      }),
    );
  return create(RankHistogramSchema, { buckets });
}

/** TFDV's custom statistics of a feature of encoded images; none for any other. */
export function imageStatistics(strings: StringSnapshot): CustomStatistic[] {
  const unknown = strings.formats.get('UNKNOWN') ?? 0;
  if (strings.values < IMAGE_VALUES || 1 - unknown / strings.values < IMAGE_SHARE) return [];
  const formats = [...strings.formats].sort(([a], [b]) =>
    a === 'UNKNOWN' || (b !== 'UNKNOWN' && a < b) ? -1 : 1,
  );
  return [
    customText('domain_info', 'image_domain {}'),
    customCounts('image_format_histogram', formats),
    customNumber('image_max_width', strings.maximumWidth),
    customNumber('image_max_height', strings.maximumHeight),
  ];
}

interface RankedValue {
  readonly label: string;
  readonly count: number;
}

function rankValues(counts: ReadonlyMap<string, number>, first: 'greater' | 'lesser'): RankedValue[] {
  const sign = first === 'greater' ? -1 : 1;
  const least = countOfRank(counts, RANKS);
  return [...counts]
    .filter(([, count]) => count >= least)
    .map(([value, count]) => ({ value: Buffer.from(value), label: labelOf(value), count }))
    .sort((a, b) => b.count - a.count || sign * Buffer.compare(a.value, b.value));
}

/** The count below which no value can be among the first `rank`: spares ordering a million rare values. */
function countOfRank(counts: ReadonlyMap<string, number>, rank: number): number {
  if (counts.size <= rank) return 0;
  return Float64Array.from(counts.values()).sort()[counts.size - rank] ?? 0;
}

function labelOf(value: string): string {
  return value.startsWith(BYTES_KEY) ? BYTES_LABEL : value;
}
