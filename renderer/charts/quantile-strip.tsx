import { scaleLinear } from 'd3-scale';
import { formatNumber } from '../ui/format.ts';
import type { HistogramSeries } from './histogram.tsx';
import styles from './quantile-strip.module.css';

export interface QuantileStripProps {
  readonly label: string;
  readonly series: readonly HistogramSeries[];
  readonly width: number;
  readonly height: number;
}

/**
 * One band a split with a tick at each quantile and the middle half filled: dense ticks are where values are dense.
 */
export function QuantileStrip({ label, series, width, height }: QuantileStripProps) {
  const edges = series.map(({ buckets }) => quantileEdges(buckets));
  const all = edges.flat();
  const scale = scaleLinear()
    .domain([Math.min(...all), Math.max(...all)])
    .range([1, width - 1]);
  const band = (height - 14) / Math.max(1, series.length);
  return (
    <svg width={width} height={height} role="img" aria-label={`${label}: ${inWords(series)}`}>
      {edges.map((values, index) => {
        const top = index * band;
        const quarter = scale(values[Math.round((values.length - 1) * 0.25)] ?? 0);
        const threeQuarters = scale(values[Math.round((values.length - 1) * 0.75)] ?? 0);
        return (
          <g key={series[index]?.name} className={styles.band} data-series={index + 1}>
            <rect x={quarter} y={top + 2} width={Math.max(1, threeQuarters - quarter)} height={band - 4} />
            {values.map((value, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: several quantiles may have the same value
              <line key={place} x1={scale(value)} x2={scale(value)} y1={top + 2} y2={top + band - 2} />
            ))}
          </g>
        );
      })}
      {all.length > 0 && (
        <>
          <text className={styles.tick} x={0} y={height - 2}>
            {formatNumber(Math.min(...all))}
          </text>
          <text className={styles.tick} x={width} y={height - 2} textAnchor="end">
            {formatNumber(Math.max(...all))}
          </text>
        </>
      )}
    </svg>
  );
}

function quantileEdges(buckets: HistogramSeries['buckets']): number[] {
  const first = buckets[0];
  return first === undefined ? [] : [first.low, ...buckets.map(({ high }) => high)];
}

function inWords(series: readonly HistogramSeries[]): string {
  return series
    .map(({ name, buckets }) => {
      const edges = quantileEdges(buckets);
      return `${name} median ${formatNumber(edges[Math.round((edges.length - 1) / 2)])}`;
    })
    .join('; ');
}
