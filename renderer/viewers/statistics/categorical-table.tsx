import { formatCount, formatNumber } from '../../ui/format.ts';
import { FeatureChart } from './feature-chart.tsx';
import { FeatureTable, type StatisticColumn } from './feature-table.tsx';
import { countColumn, type KindTableProps, missingColumn, withDistance } from './numeric-table.tsx';

const columns: readonly StatisticColumn[] = [
  countColumn(),
  missingColumn(),
  {
    id: 'unique',
    header: 'Unique',
    value: (row, split) => {
      const unique = row.bySplit[split]?.text?.unique;
      return { text: unique === undefined || unique === 0 ? '—' : formatCount(unique) };
    },
  },
  {
    id: 'mean',
    header: 'Avg length',
    value: (row, split) => ({ text: formatNumber(row.bySplit[split]?.text?.averageLength) }),
  },
];

/** Features that are text or bytes, with their most frequent values. */
export function CategoricalTable({ rows, splits, order, onOrderChange, chart, logarithmic }: KindTableProps) {
  return (
    <FeatureTable
      label={`Categorical features (${rows.length})`}
      rows={rows}
      splits={splits}
      columns={withDistance(columns, splits)}
      chartHeader="Most frequent values"
      chart={(row) => <FeatureChart row={row} splits={splits} kind={chart} logarithmic={logarithmic} />}
      order={order}
      onOrderChange={onOrderChange}
    />
  );
}
