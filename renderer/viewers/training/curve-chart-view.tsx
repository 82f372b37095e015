import { useMemo, useState } from 'react';
import { seriesToken } from '../../charts/theme-color.ts';
import { type SeriesLine, TimeSeries } from '../../charts/time-series.tsx';
import { formatNumber } from '../../ui/format.ts';
import { chartColumns } from './chart-data.ts';
import styles from './curve-chart-view.module.css';
import { CurveLegend } from './curve-legend.tsx';
import { type Curve, type CurveAxis, type CurveChart, curveSummary } from './curves.ts';

export interface CurveChartViewProps {
  readonly chart: CurveChart;
  readonly axis: CurveAxis;
  readonly smoothing: number;
  readonly logarithmic: boolean;
  readonly height: number;
  readonly syncKey: string;
}

const axisLabels = { step: 'Step', epoch: 'Epoch', time: 'Time (s)' } as const;

/** A metric over time with a legend that shows the values under the cursor. */
export function CurveChartView({
  chart,
  axis,
  smoothing,
  logarithmic,
  height,
  syncKey,
}: CurveChartViewProps) {
  const { title, curves } = chart;
  const [cursor, setCursor] = useState<number | null>(null);
  const columns = useMemo(
    () => chartColumns(curves, { smoothing, logarithmic }),
    [curves, smoothing, logarithmic],
  );
  const lines = curves.map(lineOf);
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.title}>{title}</figcaption>
      <TimeSeries
        label={`${title}: ${inWords(curves)}`}
        columns={columns}
        lines={lines}
        xLabel={axisLabels[axis]}
        wholeX={axis !== 'time'}
        logarithmic={logarithmic}
        height={height}
        syncKey={`${syncKey}-${axis}`}
        onCursor={setCursor}
      />
      <CurveLegend curves={curves} lines={lines} columns={columns} cursor={cursor} />
    </figure>
  );
}

/** Training and validation of a run share its colour; validation is dashed. */
function lineOf({ run, role, label }: Curve): SeriesLine {
  return { label, token: seriesToken(run), dashed: role === 'validation' };
}

function inWords(curves: readonly Curve[]): string {
  return curves
    .map((curve) => {
      const { last, lowest, highest } = curveSummary(curve);
      return `${curve.label} now ${formatNumber(last)}, from ${formatNumber(lowest)} to ${formatNumber(highest)}`;
    })
    .join('; ');
}
