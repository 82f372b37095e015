import { Histogram, type HistogramSeries } from '../../charts/histogram.tsx';
import { QuantileStrip } from '../../charts/quantile-strip.tsx';
import { ValueBars } from '../../charts/value-bars.tsx';
import viewer from '../viewer.module.css';
import type { FeatureRow, StatisticsSplit } from './compare-splits.ts';
import { valueBarsOf } from './value-bars-of.ts';

type Bucket = HistogramSeries['buckets'][number];

export type ChartKind = 'histogram' | 'quantiles' | 'lengths';

export interface FeatureChartProps {
  readonly row: FeatureRow;
  readonly splits: readonly StatisticsSplit[];
  readonly kind: ChartKind;
  readonly logarithmic: boolean;
}

const size = { width: 250, height: 66 } as const;

/** How the values of one feature are distributed in each split. */
export function FeatureChart({ row, splits, kind, logarithmic }: FeatureChartProps) {
  if (row.group === 'categorical' && kind !== 'lengths') {
    return <FrequentValues row={row} splits={splits} />;
  }
  const series = seriesOf(row, splits, kind);
  if (series.every(({ buckets }) => buckets.length === 0)) {
    return <span className={viewer.quiet}>Not recorded</span>;
  }
  return kind === 'quantiles' ? (
    <QuantileStrip {...size} label={`Quantiles of ${row.path}`} series={series} />
  ) : (
    <Histogram
      {...size}
      label={`${kind === 'lengths' ? 'List lengths' : 'Values'} of ${row.path}`}
      series={series}
      logarithmic={logarithmic}
    />
  );
}

function FrequentValues({
  row,
  splits,
}: {
  readonly row: FeatureRow;
  readonly splits: readonly StatisticsSplit[];
}) {
  const bars = valueBarsOf(row.bySplit, 6);
  if (bars.length === 0) {
    return <span className={viewer.quiet}>Values are not counted</span>;
  }
  return (
    <ValueBars
      label={`Most frequent values of ${row.path}`}
      seriesNames={splits.map(({ name }) => name)}
      bars={bars}
    />
  );
}

function seriesOf(row: FeatureRow, splits: readonly StatisticsSplit[], kind: ChartKind): HistogramSeries[] {
  return splits.map(({ name }, index) => {
    const feature = row.bySplit[index];
    const buckets = {
      histogram: feature?.numeric?.histogram,
      quantiles: feature?.numeric?.quantiles,
      lengths: feature?.valueCounts,
    }[kind];
    return { name, buckets: (buckets ?? []).filter(isDrawable) };
  });
}

/** The largest number stands for infinity, which JSON lacks; a bucket that reaches so far has no place on an axis. */
function isDrawable({ low, high }: Bucket): boolean {
  return Math.max(Math.abs(low), Math.abs(high)) < Number.MAX_VALUE;
}
