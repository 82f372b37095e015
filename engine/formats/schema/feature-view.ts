import {
  type CommonStatistics,
  type DatasetFeatureStatistics,
  type FeatureNameStatistics,
  type FeatureNameStatistics_Type,
  type Histogram,
  Histogram_HistogramType,
  type NumericStatistics,
  type StringStatistics,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';

/** What TFDV writes in place of a value that is not text. */
export const BYTES_LABEL = '__BYTES_VALUE__';

/** A feature's statistics as the rules of a schema ask for them. */
export interface FeatureView {
  readonly name: string;
  readonly type: FeatureNameStatistics_Type;
  readonly examples: number;
  readonly present: number;
  readonly missing: number;
  readonly minimumValues: number;
  readonly maximumValues: number;
  readonly totalValues: number;
  readonly numbers: NumericStatistics | null;
  readonly strings: StringStatistics | null;
  /** How often each of the most frequent values occurs; all values where there are at most 1,000. */
  readonly values: ReadonlyMap<string, number>;
  readonly customStrings: ReadonlyMap<string, string>;
}

export function featureViews(dataset: DatasetFeatureStatistics): FeatureView[] {
  return dataset.features.map((feature) => viewFeature(feature, Number(dataset.numExamples)));
}

function viewFeature(feature: FeatureNameStatistics, examples: number): FeatureView {
  const common = commonOf(feature);
  const strings = feature.stats.case === 'stringStats' ? feature.stats.value : null;
  return {
    name: featureName(feature),
    type: feature.type,
    examples,
    present: Number(common?.numNonMissing ?? 0),
    missing: Number(common?.numMissing ?? 0),
    minimumValues: Number(common?.minNumValues ?? 0),
    maximumValues: Number(common?.maxNumValues ?? 0),
    totalValues: Number(common?.totNumValues ?? 0),
    numbers: feature.stats.case === 'numStats' ? feature.stats.value : null,
    strings,
    values: valuesOf(strings),
    customStrings: new Map(
      feature.customStats.flatMap(({ name, val }) => (val.case === 'str' ? [[name, val.value]] : [])),
    ),
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

function valuesOf(strings: StringStatistics | null): ReadonlyMap<string, number> {
  const ranked = strings?.rankHistogram?.buckets.map(
    ({ label, sampleCount }) => [label, sampleCount] as const,
  );
  return new Map(ranked ?? strings?.topValues.map(({ value, frequency }) => [value, frequency] as const));
}
