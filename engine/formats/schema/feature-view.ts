import type { DerivedFeatureSource } from '../proto/gen/tensorflow_metadata/proto/v0/derived_feature_pb.js';
import {
  type CommonStatistics,
  type CustomStatistic,
  type DatasetFeatureStatistics,
  type FeatureNameStatistics,
  type FeatureNameStatistics_Type,
  type Histogram,
  Histogram_HistogramType,
  type NumericStatistics,
  type RankHistogram,
  type StringStatistics,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';

/** What TFDV writes in place of a value that is not text. */
export const BYTES_LABEL = '__BYTES_VALUE__';

/** A feature's statistics as the rules of a schema ask for them; counts are by weight where all records have one. */
export interface FeatureView {
  readonly name: string;
  readonly type: FeatureNameStatistics_Type;
  /** Whether there are statistics besides custom ones: a sparse or weighted feature has none. */
  readonly hasCommon: boolean;
  readonly examples: number;
  readonly present: number;
  readonly missing: number;
  readonly minimumValues: number;
  readonly maximumValues: number;
  readonly totalValues: number;
  readonly numbers: NumericStatistics | null;
  /** Histograms with buckets of equal width, and with buckets that hold about equally much. */
  readonly histograms: Readonly<Record<'standard' | 'quantiles', Histogram | undefined>>;
  readonly strings: StringStatistics | null;
  /** The longest value, of statistics of bytes that are not text. */
  readonly maximumBytes: number;
  /** How often each of the most frequent values occurs; all values where there are at most 1,000. */
  readonly values: ReadonlyMap<string, number>;
  readonly custom: readonly CustomStatistic[];
  /** What the feature was derived from, where the statistics say so. */
  readonly derivedSource: DerivedFeatureSource | undefined;
}

/** Views of all features; of control data by weight where the data that it is compared with is. */
export function featureViews(
  dataset: DatasetFeatureStatistics,
  byWeight: boolean = hasWeights(dataset),
): FeatureView[] {
  const examples = byWeight ? dataset.weightedNumExamples : Number(dataset.numExamples);
  return dataset.features
    .filter(({ stats, customStats }) => stats.case !== undefined || customStats.length > 0)
    .map((feature) => viewFeature(feature, examples, byWeight));
}

/** Whether the records were weighted: TFDV then looks at nothing but weighted counts. */
export function hasWeights({ weightedNumExamples, features }: DatasetFeatureStatistics): boolean {
  if (weightedNumExamples === 0) return false;
  return features.every(
    (one) => one.stats.case === undefined || commonOf(one)?.weightedCommonStats !== undefined,
  );
}

function viewFeature(feature: FeatureNameStatistics, examples: number, byWeight: boolean): FeatureView {
  const common = commonOf(feature);
  const counts = byWeight ? common?.weightedCommonStats : common;
  const strings = feature.stats.case === 'stringStats' ? feature.stats.value : null;
  const numbers = feature.stats.case === 'numStats' ? feature.stats.value : null;
  const histograms = byWeight ? numbers?.weightedNumericStats?.histograms : numbers?.histograms;
  return {
    name: featureName(feature),
    type: feature.type,
    hasCommon: feature.stats.case !== undefined,
    examples,
    present: Number(counts?.numNonMissing ?? 0),
    missing: Number(counts?.numMissing ?? 0),
    minimumValues: Number(common?.minNumValues ?? 0),
    maximumValues: Number(common?.maxNumValues ?? 0),
    totalValues: Number(counts?.totNumValues ?? 0),
    numbers,
    histograms: {
      standard: histograms?.find(({ type }) => type === Histogram_HistogramType.STANDARD),
      quantiles: histograms?.find(({ type }) => type === Histogram_HistogramType.QUANTILES),
    },
    strings,
    maximumBytes: feature.stats.case === 'bytesStats' ? Number(feature.stats.value.maxNumBytesInt) : 0,
    values: valuesOf(byWeight ? strings?.weightedStringStats?.rankHistogram : strings?.rankHistogram),
    custom: feature.customStats,
    derivedSource: feature.validationDerivedSource,
  };
}

/** A feature's name; the steps of a nested one joined by dots. */
export function featureName({ fieldId }: FeatureNameStatistics): string {
  if (fieldId.case === 'path') return fieldId.value.step.join('.');
  return fieldId.value ?? '';
}

export function commonOf({ stats }: FeatureNameStatistics): CommonStatistics | undefined {
  return stats.value?.commonStats;
}

/** A custom statistic that is text; empty where there is none of this name. */
export function customText(view: FeatureView, name: string): string {
  const found = view.custom.find((one) => one.name === name)?.val;
  return found?.case === 'str' ? found.value : '';
}

/** The equal-width or the quantiles histogram of a numeric feature. */
export function histogramOf(
  numbers: NumericStatistics | null,
  type: Histogram_HistogramType,
): Histogram | undefined {
  return numbers?.histograms.find((histogram) => histogram.type === type);
}

/** How many values of a feature are NaN. */
export function countNan(numbers: NumericStatistics | null): number {
  return Number(histogramOf(numbers, Histogram_HistogramType.STANDARD)?.numNan ?? 0);
}

/** Of values with one label, as all that are not text have, TFDV sees the first. */
function valuesOf(histogram: RankHistogram | undefined): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  for (const { label, sampleCount } of histogram?.buckets ?? [])
    if (!values.has(label)) values.set(label, sampleCount);
  return values;
}
