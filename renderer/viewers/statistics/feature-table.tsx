import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Table } from '../../ui/table.tsx';
import { SortButton } from '../table/sort-button.tsx';
import type { FeatureRow, StatisticsSplit } from './compare-splits.ts';
import { CustomStatistics } from './custom-statistics.tsx';
import { FeatureName } from './feature-name.tsx';
import styles from './feature-table.module.css';
import type { FeatureOrder, FeatureSort } from './sort-features.ts';

/** A column of numbers: one line a split in each row. */
export interface StatisticColumn {
  readonly id: FeatureSort;
  readonly header: string;
  readonly value: (row: FeatureRow, split: number) => { readonly text: string; readonly isFlagged?: boolean };
}

export interface FeatureTableProps {
  readonly label: string;
  readonly rows: readonly FeatureRow[];
  readonly splits: readonly StatisticsSplit[];
  readonly columns: readonly StatisticColumn[];
  readonly chartHeader: string;
  readonly chart: (row: FeatureRow) => ReactNode;
  readonly order: FeatureOrder;
  readonly onOrderChange: (order: FeatureOrder) => void;
}

/** Features as rows: name and flags, a line of numbers a split, and a chart. */
export function FeatureTable(props: FeatureTableProps) {
  const { label, rows, splits, columns, chartHeader, chart, order, onOrderChange } = props;
  const heading = (id: FeatureSort, text: string) => (
    <SortButton
      id={id}
      sort={order.by === 'order' ? null : { id: order.by, descending: order.descending }}
      onSortChange={(next) =>
        onOrderChange(
          next === null ? { by: 'order', descending: false } : { by: id, descending: next.descending },
        )
      }
    >
      {text}
    </SortButton>
  );
  const sortState = (id: FeatureSort) =>
    order.by !== id ? 'none' : order.descending ? 'descending' : 'ascending';
  return (
    <Table label={label} dense className={styles.table}>
      <thead>
        <tr>
          <th aria-sort={sortState('name')}>{heading('name', label)}</th>
          <th>{chartHeader}</th>
          {columns.map(({ id, header }) => (
            <th key={id} data-numeric data-column={id} aria-sort={sortState(id)}>
              {heading(id, header)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Feature key={row.path} row={row} splits={splits} columns={columns} chart={chart} />
        ))}
      </tbody>
    </Table>
  );
}

type FeatureProps = Pick<FeatureTableProps, 'splits' | 'columns' | 'chart'> & { readonly row: FeatureRow };

/** One feature, and below it, on request, its custom statistics. */
function Feature({ row, splits, columns, chart }: FeatureProps) {
  const [isOpen, setOpen] = useState(false);
  const hasCustom = row.bySplit.some((feature) => (feature?.custom.length ?? 0) > 0);
  return (
    <>
      <tr data-open={isOpen || undefined}>
        <td>
          <FeatureName row={row} splitNames={splits.map(({ name }) => name)} />
          {hasCustom && (
            <button
              type="button"
              className={styles.more}
              aria-expanded={isOpen}
              aria-label={`Custom statistics of ${row.path}`}
              onClick={() => setOpen(!isOpen)}
            >
              <ChevronRight size={12} className={styles.chevron} aria-hidden="true" />
              Custom statistics
            </button>
          )}
        </td>
        <td className={styles.chart}>{chart(row)}</td>
        {columns.map((column) => (
          <td key={column.id} data-numeric data-column={column.id}>
            {column.id === 'distance' ? (
              column.value(row, 0).text
            ) : (
              <SplitLines row={row} splits={splits} column={column} />
            )}
          </td>
        ))}
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={2 + columns.length}>
            <CustomStatistics row={row} splits={splits} />
          </td>
        </tr>
      )}
    </>
  );
}

interface SplitLinesProps {
  readonly row: FeatureRow;
  readonly splits: readonly StatisticsSplit[];
  readonly column: StatisticColumn;
}

function SplitLines({ row, splits, column }: SplitLinesProps) {
  return splits.map(({ name }, index) => {
    const { text, isFlagged } = column.value(row, index);
    return (
      <div key={name} className={styles.line} data-flagged={isFlagged || undefined} title={name}>
        {text}
      </div>
    );
  });
}
