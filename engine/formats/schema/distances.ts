import type { Histogram, Histogram_Bucket } from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import type { FeatureView } from './feature-view.ts';
import { compareText } from './reason.ts';

/**
 * The largest difference of any value's share, and that value, the last by its bytes of several; a distance of 0 for
 * numbers, as in TFDV.
 */
export function infinityDistance(a: FeatureView, b: FeatureView): { distance: number; value: string } {
  return largestDifference(shares(a.values), shares(b.values));
}

/** The largest difference of any value's count, by the number of all values together, and that value. */
export function absoluteDifference(a: FeatureView, b: FeatureView): { distance: number; value: string } {
  const total = sumOf(a.values) + sumOf(b.values);
  return largestDifference(shares(a.values, total), shares(b.values, total));
}

function largestDifference(
  left: ReadonlyMap<string, number>,
  right: ReadonlyMap<string, number>,
): { distance: number; value: string } {
  const values = [...new Set([...left.keys(), ...right.keys()])].sort(compareText);
  return values.reduce(
    (best, value) => {
      const distance = Math.abs((left.get(value) ?? 0) - (right.get(value) ?? 0));
      return distance >= best.distance ? { distance, value } : best;
    },
    { distance: 0, value: '' },
  );
}

/**
 * Jensen-Shannon divergence, base 2, of the values of text or of histograms of numbers, of equal widths or of quantiles; null where there
 * is nothing to compare.
 */
export function jensenShannon(
  a: FeatureView,
  b: FeatureView,
  source: 'standard' | 'quantiles' = 'standard',
): number | null {
  if (a.strings && b.strings) return compareValues(a.values, b.values);
  const [left, right] = [a.histograms[source], b.histograms[source]];
  return left && right ? compareHistograms(left, right) : null;
}

function compareValues(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number | null {
  if (a.size === 0 || b.size === 0) return null;
  const [left, right] = [shares(a), shares(b)];
  const values = new Set([...left.keys(), ...right.keys()]);
  return divergence([...values].map((value) => [left.get(value) ?? 0, right.get(value) ?? 0] as const));
}

/** What is infinite or not a number is never the same as in the other histogram, as in TFDV. */
function compareHistograms(a: Histogram, b: Histogram): number | null {
  if (isIncomparable(a, b) || isIncomparable(b, a)) return null;
  const buckets = [...a.buckets, ...b.buckets].filter(hasFiniteBounds);
  const all = buckets.flatMap(({ lowValue, highValue }) => [lowValue, highValue]);
  const edges = [...new Set(all)].sort((x, y) => x - y);
  const [p, q] = [rebin(a, edges), rebin(b, edges)];
  if (!p || !q) return null;
  const finite = p.finite.map((share, index) => [share, q.finite[index] ?? 0] as const);
  return divergence([...finite, [p.other, 0], [0, q.other]]);
}

/** TFDV does not compare data of nothing but NaN with data of several finite values. */
function isIncomparable({ buckets: some }: Histogram, { buckets }: Histogram): boolean {
  const bounds = buckets.filter(hasFiniteBounds).flatMap((one) => [one.lowValue, one.highValue]);
  return some.length === 0 && new Set(bounds).size > 1;
}

function hasFiniteBounds({ lowValue, highValue }: Histogram_Bucket): boolean {
  return Number.isFinite(lowValue) && Number.isFinite(highValue);
}

const ROUNDING = 1e-12;

function divergence(pairs: readonly (readonly [number, number])[]): number {
  const term = (share: number, middle: number): number => (share > 0 ? share * Math.log2(share / middle) : 0);
  const sum = pairs.reduce((total, [p, q]) => total + (term(p, (p + q) / 2) + term(q, (p + q) / 2)) / 2, 0);
  // Equal distributions can end a rounding error beside zero.
  return sum < ROUNDING ? 0 : sum;
}

function shares(counts: ReadonlyMap<string, number>, total = sumOf(counts)): Map<string, number> {
  return new Map([...counts].map(([value, count]) => [value, count / total]));
}

function sumOf(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, count) => sum + count, 0);
}

interface Shares {
  /** Of each interval between the edges, and of each single point. */
  readonly finite: readonly number[];
  /** Of what is infinite or not a number. */
  readonly other: number;
}

/** Null of an empty histogram. */
function rebin({ buckets, numNan }: Histogram, edges: readonly number[]): Shares | null {
  const total = buckets.reduce((sum, { sampleCount }) => sum + sampleCount, 0) + Number(numNan);
  if (total === 0) return null;
  const finite = new Array<number>(edges.length * 2).fill(0);
  const add = (bin: number, share: number): void => {
    finite[bin] = (finite[bin] ?? 0) + share;
  };
  for (const bucket of buckets.filter(hasFiniteBounds)) {
    const { lowValue, highValue } = bucket;
    const share = bucket.sampleCount / total;
    const first = edges.indexOf(lowValue);
    if (lowValue === highValue) add(edges.length + first, share);
    for (let i = first; (edges[i] ?? highValue) < highValue; i++)
      add(i, (share * ((edges[i + 1] ?? highValue) - (edges[i] ?? 0))) / (highValue - lowValue));
  }
  const infinite = buckets.filter((bucket) => !hasFiniteBounds(bucket));
  const other = infinite.reduce((sum, { sampleCount }) => sum + sampleCount, Number(numNan));
  return { finite, other: other / total };
}
