import { scaleLinear, scaleSymlog } from 'd3-scale';

/** A bucket of a histogram: `count` values in [low, high), the last one closed. */
export interface Bucket {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** One bar in pixels, with the bucket it stands for and its share of the series. */
export interface HistogramBar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly share: number;
  readonly bucket: Bucket;
}

export interface HistogramLayout {
  readonly domain: readonly [number, number];
  /** The largest density of any series, for the axis. */
  readonly peak: number;
  readonly series: readonly (readonly HistogramBar[])[];
}

/**
 * Places several histograms over one x axis. Heights are shares per unit of x, so that series of different sizes and
 * bucket widths compare; with `logarithmic` small buckets stay visible.
 */
export function layoutHistograms(
  series: readonly (readonly Bucket[])[],
  options: { readonly width: number; readonly height: number; readonly logarithmic: boolean },
): HistogramLayout {
  const domain = domainOf(series.flat());
  const x = finiteScale(domain, options.width);
  const shares = series.map(sharesOf);
  const heights = series.map((buckets, index) => densitiesOf(buckets, shares[index] ?? [], domain));
  const peak = Math.max(0, ...heights.flat());
  const y = options.logarithmic ? scaleSymlog().constant(peak / 100 || 1) : scaleLinear();
  y.domain([0, peak || 1]).range([options.height, 0]);
  const bars = series.map((buckets, index) =>
    buckets.map((bucket, position) => {
      const left = x(bucket.low);
      const top = y(heights[index]?.[position] ?? 0);
      const width = Math.max(1, (bucket.high > bucket.low ? x(bucket.high) : left + 4) - left);
      const share = shares[index]?.[position] ?? 0;
      return { x: left, y: top, width, height: options.height - top, share, bucket };
    }),
  );
  return { domain, peak, series: bars };
}

/** A linear scale from 0 to `width`, which a domain as wide as all numbers does not carry beyond the largest. */
export function finiteScale(domain: readonly [number, number], width: number): (value: number) => number {
  const unit = unitOf(domain);
  const scale = scaleLinear([domain[0] / unit, domain[1] / unit], [0, width]);
  return (value) => scale(value / unit);
}

/** About `count` round numbers in a domain. */
export function finiteTicks(domain: readonly [number, number], count: number): readonly number[] {
  const unit = unitOf(domain);
  return scaleLinear()
    .domain([domain[0] / unit, domain[1] / unit])
    .ticks(count)
    .map((tick) => tick * unit);
}

/** A power of two, by which nothing is rounded: 1 unless the span of the domain is more than the largest number. */
function unitOf([low, high]: readonly [number, number]): number {
  return Number.isFinite(high - low) ? 1 : 4;
}

/** The bucket under a horizontal position, if any; the nearest bar wins where bars are narrower than the pointer. */
export function barAt(bars: readonly HistogramBar[], x: number): HistogramBar | undefined {
  return bars.find((bar) => x >= bar.x && x <= bar.x + bar.width);
}

function domainOf(buckets: readonly Bucket[]): readonly [number, number] {
  const finite = buckets.filter((bucket) => Number.isFinite(bucket.low) && Number.isFinite(bucket.high));
  if (finite.length === 0) return [0, 1];
  const low = Math.min(...finite.map((bucket) => bucket.low));
  const high = Math.max(...finite.map((bucket) => bucket.high));
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

function sharesOf(buckets: readonly Bucket[]): number[] {
  const total = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  return buckets.map((bucket) => (total === 0 ? 0 : bucket.count / total));
}

function densitiesOf(
  buckets: readonly Bucket[],
  shares: readonly number[],
  domain: readonly [number, number],
): number[] {
  const unit = unitOf(domain);
  const span = domain[1] / unit - domain[0] / unit;
  // A bucket of no width (a constant feature) would have infinite density; a fiftieth of the axis keeps it drawable.
  const narrowest = span / 50;
  return buckets.map((bucket, index) => {
    const width = Math.max(bucket.high / unit - bucket.low / unit, bucket.high > bucket.low ? 0 : narrowest);
    return ((shares[index] ?? 0) / width) * span;
  });
}
