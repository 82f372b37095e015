import type { FeatureStatisticsView } from '../../contract/statistics.ts';
import {
  type CustomStatistic,
  type FeatureNameStatistics,
  FeatureNameStatistics_Type,
  type Histogram,
  Histogram_HistogramType,
  type NumericStatistics,
  type RankHistogram,
  type StringStatistics,
} from '../../formats/proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { commonOf, countNan, histogramOf } from '../../formats/schema/feature-view.ts';

type CustomValue = FeatureStatisticsView['custom'][number]['value'];

/** Ranks that a chart of the most frequent values can show. */
const RANKS_SHOWN = 200;

/** One feature of TFDV's statistics, flattened for a viewer. */
export function viewFeature(feature: FeatureNameStatistics): FeatureStatisticsView {
  const common = commonOf(feature);
  const { stats } = feature;
  return {
    path: feature.fieldId.case === 'path' ? feature.fieldId.value.step : [feature.fieldId.value ?? ''],
    type: TYPE_NAMES[feature.type],
    present: Number(common?.numNonMissing ?? 0),
    missing: Number(common?.numMissing ?? 0),
    minimumValues: Number(common?.minNumValues ?? 0),
    maximumValues: Number(common?.maxNumValues ?? 0),
    averageValues: common?.avgNumValues ?? 0,
    totalValues: Number(common?.totNumValues ?? 0),
    numeric: stats.case === 'numStats' ? viewNumbers(stats.value) : null,
    text: stats.case === 'stringStats' ? viewText(stats.value) : null,
    valueCounts: viewBuckets(common?.numValuesHistogram),
    custom: feature.customStats.flatMap(({ name, val }) => {
      const value = viewCustom(val);
      return value === null ? [] : [{ name, value }];
    }),
  };
}

/** A custom statistic as one shows it; null for a message of some other program's own type. */
function viewCustom(statistic: CustomStatistic['val']): CustomValue | null {
  switch (statistic.case) {
    case 'num':
      return finite(statistic.value);
    case 'str':
      return statistic.value;
    case 'rankHistogram':
      return viewRanks(statistic.value);
    case 'histogram':
      return viewBuckets(statistic.value).map(({ low, high, count }) => ({
        label: `${low} to ${high}`,
        count,
      }));
    default:
      return null;
  }
}

const TYPE_NAMES = {
  [FeatureNameStatistics_Type.INT]: 'INT',
  [FeatureNameStatistics_Type.FLOAT]: 'FLOAT',
  [FeatureNameStatistics_Type.STRING]: 'STRING',
  [FeatureNameStatistics_Type.BYTES]: 'BYTES',
  [FeatureNameStatistics_Type.STRUCT]: 'STRUCT',
} as const;

function viewNumbers(numbers: NumericStatistics): FeatureStatisticsView['numeric'] {
  return {
    mean: finite(numbers.mean),
    standardDeviation: finite(numbers.stdDev),
    zeros: Number(numbers.numZeros),
    minimum: finite(numbers.min),
    median: finite(numbers.median),
    maximum: finite(numbers.max),
    nan: countNan(numbers),
    histogram: viewBuckets(histogramOf(numbers, Histogram_HistogramType.STANDARD)),
    quantiles: viewBuckets(histogramOf(numbers, Histogram_HistogramType.QUANTILES)),
  };
}

function viewText(text: StringStatistics): FeatureStatisticsView['text'] {
  return {
    unique: Number(text.unique),
    averageLength: text.avgLength,
    top: text.topValues.map(({ value, frequency }) => ({ value, count: frequency })),
    ranks: viewRanks(text.rankHistogram),
  };
}

function viewRanks(ranks: RankHistogram | undefined): { label: string; count: number }[] {
  return (ranks?.buckets ?? [])
    .slice(0, RANKS_SHOWN)
    .map(({ label, sampleCount }) => ({ label, count: sampleCount }));
}

function viewBuckets(histogram: Histogram | undefined): FeatureStatisticsView['valueCounts'] {
  return (histogram?.buckets ?? []).map(({ lowValue, highValue, sampleCount }) => ({
    low: finite(lowValue),
    high: finite(highValue),
    count: sampleCount,
  }));
}

/** JSON has no infinities: the largest number stands for them. */
function finite(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}
