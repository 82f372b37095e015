import { Table } from '../../ui/table.tsx';
import viewer from '../viewer.module.css';
import type { FeatureRow, StatisticsSplit } from './compare-splits.ts';
import { customRows } from './custom-rows.ts';
import styles from './custom-statistics.module.css';

export interface CustomStatisticsProps {
  readonly row: FeatureRow;
  readonly splits: readonly StatisticsSplit[];
}

/** What TFDV's further generators found in a feature, by the names that they give it. */
export function CustomStatistics({ row, splits }: CustomStatisticsProps) {
  return (
    <Table label={`Custom statistics of ${row.path}`} dense className={styles.table}>
      <thead>
        <tr>
          <th>Custom statistic</th>
          {splits.map(({ name }) => (
            <th key={name}>{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {customRows(row.bySplit).map(({ name, values }) => (
          <tr key={name}>
            <td className={viewer.mono}>{name}</td>
            {values.map((value, split) => (
              <td key={splits[split]?.name} className={styles.value}>
                {value ?? '—'}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
