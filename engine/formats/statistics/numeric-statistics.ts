import { create } from '@bufbuild/protobuf';
import {
  type Histogram,
  Histogram_HistogramType,
  type NumericStatistics,
  NumericStatisticsSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { thinQuantiles } from './bin-weights.ts';
import { equalWidthHistogram, nanHistogram, quantilesHistogram } from './histograms.ts';
import { meanOf, standardDeviation } from './moments.ts';
import type { NumericSnapshot } from './numeric-accumulator.ts';
import { DOUBLE, SINGLE } from './precision.ts';
import { quantilesOf } from './quantile-summary.ts';

const HISTOGRAM_BUCKETS = 10;
/** TFDV takes a hundred quantiles for each of its histogram's buckets. */
const QUANTILES_A_BUCKET = 100;

/** TFDV's NumericStatistics, without the common statistics. */
export function numericStatistics(numbers: NumericSnapshot, kind: 'int' | 'float'): NumericStatistics {
  if (numbers.moments.count === 0) return onlyNan(numbers.nan);
  const { median, histograms } = numericHistograms(numbers, kind);
  return create(NumericStatisticsSchema, {
    mean: meanOf(numbers.moments),
    stdDev: standardDeviation(numbers.moments),
    numZeros: BigInt(numbers.zeros),
    min: numbers.minimum,
    max: numbers.maximum,
    median,
    histograms: [...histograms],
  });
}

/** The histogram of equal widths, that of quantiles, and the median. */
export function numericHistograms(
  numbers: NumericSnapshot,
  kind: 'int' | 'float',
): { readonly median: number; readonly histograms: readonly Histogram[] } {
  const quantiles = quantilesOf(numbers.summary, HISTOGRAM_BUCKETS * QUANTILES_A_BUCKET);
  const standard = equalWidthHistogram(quantiles, {
    ...numbers,
    buckets: HISTOGRAM_BUCKETS,
    precision: kind === 'float' ? SINGLE : DOUBLE,
  });
  return {
    // An odd number of boundaries: the middle one is the median.
    median: quantiles.boundaries[quantiles.boundaries.length >> 1] ?? 0,
    histograms: [standard, quantilesHistogram(thinQuantiles(quantiles, QUANTILES_A_BUCKET), numbers.nan)],
  };
}

function onlyNan(nan: number): NumericStatistics {
  const types = [Histogram_HistogramType.STANDARD, Histogram_HistogramType.QUANTILES];
  return create(NumericStatisticsSchema, {
    histograms: nan === 0 ? [] : types.map((type) => nanHistogram(type, nan)),
  });
}
