import { useMemo, useState } from 'react';
import { formatCount, formatNumber } from '../ui/format.ts';
import { formatShare, formatTick } from './format.ts';
import styles from './histogram.module.css';
import {
  type Bucket,
  barAt,
  finiteScale,
  finiteTicks,
  type HistogramBar,
  layoutHistograms,
} from './histogram-layout.ts';

/** The buckets of one split, drawn in the colour of its place. */
export interface HistogramSeries {
  readonly name: string;
  readonly buckets: readonly Bucket[];
}

export interface HistogramProps {
  /** What is counted, for screen readers. */
  readonly label: string;
  readonly series: readonly HistogramSeries[];
  readonly width: number;
  readonly height: number;
  readonly logarithmic: boolean;
}

const axisHeight = 14;

/** Histograms of several splits over one axis; heights are shares, so splits of different sizes compare. */
export function Histogram({ label, series, width, height, logarithmic }: HistogramProps) {
  const [pointer, setPointer] = useState<number | null>(null);
  const plotHeight = height - axisHeight;
  const layout = useMemo(
    () =>
      layoutHistograms(
        series.map(({ buckets }) => buckets),
        { width, height: plotHeight, logarithmic },
      ),
    [series, width, plotHeight, logarithmic],
  );
  const ticks = useMemo(() => axisTicks(layout.domain, width), [layout.domain, width]);
  const under = pointer === null ? [] : layout.series.map((bars) => barAt(bars, pointer));
  return (
    <figure className={styles.figure} style={{ width }}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={`${label}: ${inWords(series)}`}
        onPointerMove={(event) => setPointer(event.nativeEvent.offsetX)}
        onPointerLeave={() => setPointer(null)}
      >
        {layout.series.map((bars, index) => (
          <Bars key={series[index]?.name} bars={bars} place={index} hovered={under[index] ?? null} />
        ))}
        <line className={styles.axis} x1={0} x2={width} y1={plotHeight + 0.5} y2={plotHeight + 0.5} />
        {ticks.map(({ x, text, anchor }) => (
          <text key={text} className={styles.tick} x={x} y={height - 2} textAnchor={anchor}>
            {text}
          </text>
        ))}
      </svg>
      {under.some(Boolean) && <BarTip series={series} under={under} />}
    </figure>
  );
}

interface BarsProps {
  readonly bars: readonly HistogramBar[];
  /** The series' place, which gives its colour; all but the first lie over it. */
  readonly place: number;
  readonly hovered: HistogramBar | null;
}

function Bars({ bars, place, hovered }: BarsProps) {
  return (
    <g className={styles.bars} data-series={place + 1} data-overlaid={place > 0 || undefined}>
      {bars.map((bar) => (
        <rect
          key={bar.bucket.low}
          x={bar.x}
          y={bar.y}
          width={Math.max(1, bar.width - 0.5)}
          height={bar.height}
          data-hovered={hovered === bar || undefined}
        />
      ))}
    </g>
  );
}

interface BarTipProps {
  readonly series: readonly HistogramSeries[];
  /** The bar of each series under the pointer. */
  readonly under: readonly (HistogramBar | undefined)[];
}

function BarTip({ series, under }: BarTipProps) {
  return (
    <figcaption className={styles.tip}>
      {under.map(
        (bar, index) =>
          bar && (
            <span key={series[index]?.name}>
              {series[index]?.name} [{formatNumber(bar.bucket.low)}, {formatNumber(bar.bucket.high)}]:{' '}
              {formatCount(bar.bucket.count)} ({formatShare(bar.share)})
            </span>
          ),
      )}
    </figcaption>
  );
}

function inWords(series: readonly HistogramSeries[]): string {
  return series
    .map(({ name, buckets }) => {
      const peak = buckets.reduce<Bucket | null>(
        (best, bucket) => (best === null || bucket.count > best.count ? bucket : best),
        null,
      );
      return peak === null
        ? `${name} has no values`
        : `${name} peaks at ${formatNumber(peak.low)} to ${formatNumber(peak.high)} with ${formatCount(peak.count)} values`;
    })
    .join('; ');
}

interface Tick {
  readonly x: number;
  readonly text: string;
  readonly anchor: 'start' | 'middle' | 'end';
}

function axisTicks(domain: readonly [number, number], width: number): Tick[] {
  const scale = finiteScale(domain, width);
  return finiteTicks(domain, Math.max(2, Math.floor(width / 60))).map((value) => {
    const x = scale(value);
    return { x, text: formatTick(value), anchor: x < 12 ? 'start' : x > width - 12 ? 'end' : 'middle' };
  });
}
