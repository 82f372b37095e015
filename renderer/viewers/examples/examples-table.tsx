import { useMemo } from 'react';
import type { ExamplesView } from '../../../engine/contract/examples.ts';
import { type TableColumn, VirtualTable } from '../table/virtual-table.tsx';
import { exampleImage } from './addresses.ts';
import styles from './examples-table.module.css';
import { formatValue } from './format-value.ts';
import type { ExampleRows, ExamplesQuery } from './use-example-rows.ts';

export interface ExamplesTableProps {
  readonly view: ExamplesView;
  readonly split: string;
  readonly rows: ExampleRows;
  readonly active: number | null;
  readonly sort: ExamplesQuery['sort'];
  readonly onOpen: (index: number) => void;
  readonly onSortChange: (sort: ExamplesQuery['sort']) => void;
}

/** Records as rows with their features as columns; the engine sorts, so that any number of rows can be sorted. */
export function ExamplesTable(props: ExamplesTableProps) {
  const { view, split, rows, active, sort, onOpen, onSortChange } = props;
  const columns = useMemo(() => exampleColumns(view, split, rows), [view, split, rows]);
  return (
    <VirtualTable
      label={`Records of ${split}`}
      count={rows.total ?? 0}
      columns={columns}
      active={active}
      onActivate={onOpen}
      onRange={rows.ensure}
      sort={sort && { id: sort.feature, descending: sort.descending }}
      onSortChange={(next) => onSortChange(next && { feature: next.id, descending: next.descending })}
    />
  );
}

function exampleColumns(view: ExamplesView, split: string, rows: ExampleRows): TableColumn[] {
  const record: TableColumn = {
    id: '#',
    header: 'Record',
    width: 72,
    numeric: true,
    cell: (index) => rows.get(index)?.record ?? '…',
  };
  return [record, ...view.features.map((feature) => featureColumn(feature, view.artifactId, split, rows))];
}

function featureColumn(
  { name, kind, display }: ExamplesView['features'][number],
  artifactId: number,
  split: string,
  rows: ExampleRows,
): TableColumn {
  return {
    id: name,
    header: (
      <span title={name}>
        {name} <span className={styles.kind}>{display === 'values' ? kind : display}</span>
      </span>
    ),
    width: display === 'values' ? 150 : 230,
    numeric: display === 'values' && kind !== 'bytes',
    sortable: display === 'values',
    cell: (index) => {
      const row = rows.get(index);
      const value = row?.features?.[name];
      return (
        <>
          {display === 'image' && row !== undefined && (
            <img
              className={styles.thumbnail}
              alt=""
              loading="lazy"
              src={exampleImage({ artifactId, split }, row.record, name, 64)}
            />
          )}
          {value !== undefined && formatValue(value)}
        </>
      );
    },
  };
}
