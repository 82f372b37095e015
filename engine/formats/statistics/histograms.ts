import { create } from '@bufbuild/protobuf';
import {
  type Histogram,
  Histogram_BucketSchema,
  Histogram_HistogramType,
  HistogramSchema,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { binWeights } from './bin-weights.ts';
import { DOUBLE, type Precision } from './precision.ts';
import type { Quantiles } from './quantile-summary.ts';

interface Bucket {
  readonly low: number;
  readonly high: number;
  readonly weight: number;
}

/** A histogram of buckets that hold about equally much (TFDV, utils/quantiles_util.py). */
export function quantilesHistogram(quantiles: Quantiles, nan = 0): Histogram {
  return makeHistogram(Histogram_HistogramType.QUANTILES, bucketsOf(quantiles), nan);
}

export interface EqualWidthOptions {
  readonly finiteMinimum: number;
  readonly finiteMaximum: number;
  readonly buckets: number;
  readonly positiveInfinities: number;
  readonly nan: number;
  readonly precision?: Precision;
}

/**
 * A histogram of buckets of equal width, its counts interpolated from the quantiles as TFDV does; so they are
 * estimates, and fractional.
 */
export function equalWidthHistogram(quantiles: Quantiles, options: EqualWidthOptions): Histogram {
  const { finiteMinimum: low, finiteMaximum: high, nan, positiveInfinities } = options;
  const standard = Histogram_HistogramType.STANDARD;
  if (!Number.isFinite(low) && !Number.isFinite(high)) {
    return makeHistogram(standard, [{ low, high, weight: quantiles.cumulative.at(-1) ?? 0 }], nan);
  }
  const precision = options.precision ?? DOUBLE;
  const finite = stripInfinities(quantiles, high, positiveInfinities);
  const edges = low === high ? [low, high] : precision.spread(low, high, options.buckets);
  if (!edges.every(Number.isFinite)) return makeHistogram(standard, [], nan);
  const infinite = (value: number, weight: number): Bucket[] =>
    weight > 0 ? [{ low: value, high: value, weight }] : [];
  return makeHistogram(
    standard,
    [
      ...infinite(Number.NEGATIVE_INFINITY, finite.negativeInfinities),
      ...fillEdges(bucketsOf(finite.quantiles), edges, precision),
      ...infinite(Number.POSITIVE_INFINITY, positiveInfinities),
    ],
    nan,
  );
}

/** A histogram that says only how many values are not numbers. */
export function nanHistogram(type: Histogram_HistogramType, nan: number): Histogram {
  return makeHistogram(type, [], nan);
}

function makeHistogram(type: Histogram_HistogramType, buckets: readonly Bucket[], nan: number): Histogram {
  return create(HistogramSchema, {
    type,
    numNan: BigInt(nan),
    buckets: buckets.map(({ low, high, weight }) =>
      create(Histogram_BucketSchema, { lowValue: low, highValue: high, sampleCount: weight }),
    ),
  });
}

function bucketsOf(quantiles: Quantiles): Bucket[] {
  const { boundaries } = quantiles;
  return Array.from(binWeights(quantiles), (weight, i) => ({
    low: boundaries[i] ?? 0,
    high: boundaries[i + 1] ?? 0,
    weight,
  }));
}

function fillEdges(buckets: readonly Bucket[], edges: readonly number[], precision: Precision): Bucket[] {
  const filled: Bucket[] = [];
  let start = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const interval = { low: edges[i] ?? 0, high: edges[i + 1] ?? 0, isFirst: i === 0 };
    const sum = precision.sum();
    for (let at = start; at < buckets.length; at++) {
      const bucket = buckets[at];
      if (!bucket || bucket.low > interval.high) break;
      if (precedes(bucket, interval)) start = at;
      else addOverlap(bucket, interval, sum);
    }
    filled.push({ low: interval.low, high: interval.high, weight: sum.value });
  }
  return filled;
}

interface Interval {
  readonly low: number;
  readonly high: number;
  readonly isFirst: boolean;
}

/** A point on an interval's left edge belongs to the interval before, but for the first. */
function precedes(bucket: Bucket, { low, isFirst }: Interval): boolean {
  const isPointOnEdge = bucket.low === bucket.high && bucket.low === low;
  return isPointOnEdge ? !isFirst : bucket.high < low;
}

/** Adds the part of a bucket's weight that falls into an interval, values being spread evenly in the bucket. */
function addOverlap(bucket: Bucket, interval: Interval, sum: ReturnType<Precision['sum']>): void {
  const isContained = interval.low <= bucket.low && interval.high >= bucket.high;
  if (isContained || bucket.low === bucket.high) sum.add(bucket.weight);
  else {
    const from = Math.max(interval.low, bucket.low);
    const to = Math.min(interval.high, bucket.high);
    sum.addPart(to, from, bucket.high - bucket.low, bucket.weight);
  }
}

/** Quantiles without what lies at an infinity, and how many values were at the negative one. */
function stripInfinities(
  { boundaries, cumulative }: Quantiles,
  finiteMaximum: number,
  positiveInfinities: number,
): { readonly quantiles: Quantiles; readonly negativeInfinities: number } {
  const firstFinite = boundaries.findIndex((value) => value !== Number.NEGATIVE_INFINITY);
  const start = firstFinite < 0 ? boundaries.length : firstFinite;
  const negativeInfinities = start > 0 ? (cumulative[start - 1] ?? 0) : 0;
  const values = Array.from(boundaries.subarray(start));
  const counts = Array.from(cumulative.subarray(start), (count) => count - negativeInfinities);
  if (positiveInfinities > 0) {
    const finiteCount = (counts.at(-1) ?? 0) - positiveInfinities;
    const end = values.indexOf(Number.POSITIVE_INFINITY);
    if (end >= 0) {
      values.length = end;
      counts.length = end;
    }
    values.push(finiteMaximum);
    counts.push(finiteCount);
  }
  return {
    quantiles: { boundaries: Float64Array.from(values), cumulative: Float64Array.from(counts) },
    negativeInfinities,
  };
}
