import type { FeatureStatisticsView } from '../../../engine/contract/statistics.ts';
import { formatShare } from '../../charts/format.ts';
import { formatCompact, formatNumber } from '../../ui/format.ts';
import { type FeatureRow, type StatisticsSplit, shareOf } from './compare-splits.ts';
import { type ChartKind, FeatureChart } from './feature-chart.tsx';
import { FeatureTable, type StatisticColumn } from './feature-table.tsx';
import type { FeatureOrder } from './sort-features.ts';

export interface KindTableProps {
  readonly rows: readonly FeatureRow[];
  readonly splits: readonly StatisticsSplit[];
  readonly order: FeatureOrder;
  readonly onOrderChange: (order: FeatureOrder) => void;
  readonly chart: ChartKind;
  readonly logarithmic: boolean;
}

type Numeric = NonNullable<FeatureStatisticsView['numeric']>;

const columns: readonly StatisticColumn[] = [
  countColumn(),
  missingColumn(),
  numericColumn('mean', 'Mean', 'mean'),
  numericColumn('deviation', 'Std dev', 'standardDeviation'),
  {
    id: 'zeros',
    header: 'Zeros',
    value: (row, split) => {
      const share = shareOf(row.bySplit[split], 'zeros');
      return { text: share === null ? '—' : formatShare(share), isFlagged: (share ?? 0) > 0.1 };
    },
  },
  numericColumn('minimum', 'Min', 'minimum'),
  numericColumn('median', 'Median', 'median'),
  numericColumn('maximum', 'Max', 'maximum'),
];

/** Features that are numbers. */
export function NumericTable({ rows, splits, order, onOrderChange, chart, logarithmic }: KindTableProps) {
  return (
    <FeatureTable
      label={`Numeric features (${rows.length})`}
      rows={rows}
      splits={splits}
      columns={withDistance(columns, splits)}
      chartHeader="Distribution (share of values)"
      chart={(row) => <FeatureChart row={row} splits={splits} kind={chart} logarithmic={logarithmic} />}
      order={order}
      onOrderChange={onOrderChange}
    />
  );
}

/** Adds the distance between the first two splits, where there are two. */
export function withDistance(
  own: readonly StatisticColumn[],
  splits: readonly StatisticsSplit[],
): StatisticColumn[] {
  const distance: StatisticColumn = {
    id: 'distance',
    header: 'Distance',
    value: (row) => ({ text: formatNumber(row.distance) }),
  };
  return splits.length > 1 ? [...own, distance] : [...own];
}

export function countColumn(): StatisticColumn {
  return {
    id: 'count',
    header: 'Records',
    value: (row, split) => {
      const present = row.bySplit[split]?.present;
      return { text: present === undefined ? '—' : formatCompact(present) };
    },
  };
}

export function missingColumn(): StatisticColumn {
  return {
    id: 'missing',
    header: 'Missing',
    value: (row, split) => {
      const share = shareOf(row.bySplit[split], 'missing');
      return { text: share === null ? '—' : formatShare(share), isFlagged: (share ?? 0) > 0.01 };
    },
  };
}

function numericColumn(
  id: StatisticColumn['id'],
  header: string,
  key: Exclude<keyof Numeric, 'histogram' | 'quantiles'>,
): StatisticColumn {
  return { id, header, value: (row, split) => ({ text: formatNumber(row.bySplit[split]?.numeric?.[key]) }) };
}
