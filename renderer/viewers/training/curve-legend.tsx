import type { SeriesLine } from '../../charts/time-series.tsx';
import { formatNumber } from '../../ui/format.ts';
import type { ChartColumns } from './chart-data.ts';
import styles from './curve-legend.module.css';
import { type Curve, curveSummary } from './curves.ts';

export interface CurveLegendProps {
  readonly curves: readonly Curve[];
  readonly lines: readonly SeriesLine[];
  readonly columns: ChartColumns;
  /** The place under the cursor; null shows the newest values. */
  readonly cursor: number | null;
}

/** What each line is, with its value under the cursor or its newest, lowest and highest. */
export function CurveLegend({ curves, lines, columns, cursor }: CurveLegendProps) {
  return (
    <table className={styles.legend}>
      <thead>
        <tr>
          <th scope="col" className="visually-hidden">
            Curve
          </th>
          <th scope="col">{cursor === null ? 'last' : 'at cursor'}</th>
          <th scope="col" className={styles.wide}>
            min
          </th>
          <th scope="col" className={styles.wide}>
            max
          </th>
        </tr>
      </thead>
      <tbody>
        {curves.map((curve, index) => {
          const { last, lowest, highest } = curveSummary(curve);
          const line = lines[index];
          const value = cursor === null ? last : (columns[index + 1]?.[cursor] ?? null);
          return (
            <tr key={curve.label}>
              <th scope="row" className={styles.name} title={curve.label}>
                <svg width="18" height="8" aria-hidden="true" className={styles.line}>
                  <line
                    x1="0"
                    x2="18"
                    y1="4"
                    y2="4"
                    strokeWidth="2"
                    strokeDasharray={line?.dashed ? '5 3' : undefined}
                    style={{ stroke: `var(${line?.token ?? '--chart-axis'})` }}
                  />
                </svg>
                {curve.label}
              </th>
              <td>
                <span className={styles.number}>{formatNumber(value)}</span>
              </td>
              <td className={styles.wide}>
                <span className={styles.number}>{formatNumber(lowest)}</span>
              </td>
              <td className={styles.wide}>
                <span className={styles.number}>{formatNumber(highest)}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
