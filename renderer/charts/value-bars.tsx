import { formatCount } from '../ui/format.ts';
import { formatShare } from './format.ts';
import styles from './value-bars.module.css';

/** A value with how often it occurs in each series; null where a series has no values at all. */
export interface ValueBar {
  readonly value: string;
  readonly counts: readonly number[];
  readonly shares: readonly number[];
}

export interface ValueBarsProps {
  readonly label: string;
  readonly seriesNames: readonly string[];
  readonly bars: readonly ValueBar[];
}

/** Values with a bar for their share in each split: a table to screen readers, a chart to the eye. */
export function ValueBars({ label, seriesNames, bars }: ValueBarsProps) {
  const largest = Math.max(0, ...bars.flatMap(({ shares }) => shares));
  return (
    <table className={styles.table} aria-label={label}>
      <thead className="visually-hidden">
        <tr>
          <th>Value</th>
          {seriesNames.map((name) => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {bars.map(({ value, counts, shares }) => (
          <tr key={value}>
            <th scope="row" className={styles.value} title={value}>
              {value === '' ? '(empty)' : value}
            </th>
            {seriesNames.map((name, index) => (
              <td key={name} className={styles.cell} title={`${name}: ${formatCount(counts[index] ?? 0)}`}>
                <span
                  className={styles.bar}
                  data-series={index + 1}
                  style={{ width: `${largest === 0 ? 0 : ((shares[index] ?? 0) / largest) * 100}%` }}
                />
                <span className={styles.share}>{formatShare(shares[index] ?? 0)}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
