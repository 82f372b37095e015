import {
  type Histogram_Bucket,
  Histogram_HistogramType,
} from '../proto/gen/tensorflow_metadata/proto/v0/statistics_pb.js';
import { countNan, type FeatureView, histogramOf } from './feature-view.ts';
import { compareText } from './reason.ts';

/** The largest difference of any value's share, and that value; a distance of 0 for numbers, as in TFDV. */
export function infinityDistance(a: FeatureView, b: FeatureView): { distance: number; value: string } {
  const [left, right] = [shares(a.values), shares(b.values)];
  const values = [...new Set([...left.keys(), ...right.keys()])].sort(compareText);
  return values.reduce(
    (best, value) => {
      const distance = Math.abs((left.get(value) ?? 0) - (right.get(value) ?? 0));
      return distance > best.distance ? { distance, value } : best;
    },
    { distance: 0, value: '' },
  );
}

/** Jensen-Shannon divergence, base 2, of the values of text or of the equal-width histograms of numbers. */
export function jensenShannon(a: FeatureView, b: FeatureView): number {
  if (a.strings || b.strings) {
    const [left, right] = [shares(a.values), shares(b.values)];
    const values = new Set([...left.keys(), ...right.keys()]);
    return divergence([...values].map((value) => [left.get(value) ?? 0, right.get(value) ?? 0] as const));
  }
  const [left, right] = [bucketsOf(a), bucketsOf(b)];
  const edges = [...new Set([...left, ...right].flatMap(({ lowValue, highValue }) => [lowValue, highValue]))];
  edges.sort((x, y) => x - y);
  const [p, q] = [rebin(left, edges, countNan(a.numbers)), rebin(right, edges, countNan(b.numbers))];
  return divergence(p.map((share, index) => [share, q[index] ?? 0] as const));
}

function divergence(pairs: readonly (readonly [number, number])[]): number {
  const term = (share: number, middle: number): number => (share > 0 ? share * Math.log2(share / middle) : 0);
  const sum = pairs.reduce((total, [p, q]) => total + (term(p, (p + q) / 2) + term(q, (p + q) / 2)) / 2, 0);
  // Equal distributions can end a rounding error below zero.
  return Math.max(0, sum);
}

function shares(counts: ReadonlyMap<string, number>): Map<string, number> {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return new Map([...counts].map(([value, count]) => [value, count / total]));
}

function bucketsOf(view: FeatureView): readonly Histogram_Bucket[] {
  return histogramOf(view.numbers, Histogram_HistogramType.STANDARD)?.buckets ?? [];
}

/** Shares of each interval between the edges, of each single point, and last of NaN. */
function rebin(buckets: readonly Histogram_Bucket[], edges: readonly number[], nan: number): number[] {
  const bins = new Array<number>(edges.length * 2 + 1).fill(0);
  const total = buckets.reduce((sum, { sampleCount }) => sum + sampleCount, 0) + nan;
  for (const { lowValue, highValue, sampleCount } of buckets) {
    const share = sampleCount / total;
    const first = edges.indexOf(lowValue);
    if (lowValue === highValue) bins[edges.length + first] = (bins[edges.length + first] ?? 0) + share;
    for (let i = first; (edges[i] ?? highValue) < highValue; i++) {
      const part = ((edges[i + 1] ?? highValue) - (edges[i] ?? 0)) / (highValue - lowValue);
      bins[i] = (bins[i] ?? 0) + share * part;
    }
  }
  bins[edges.length * 2] = total === 0 ? 0 : nan / total;
  return bins;
}
