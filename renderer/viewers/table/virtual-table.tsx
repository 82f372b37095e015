import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { Table } from '../../ui/table.tsx';
import { SortButton } from './sort-button.tsx';
import type { TableSort } from './sort-rows.ts';
import styles from './virtual-table.module.css';

export interface TableColumn {
  readonly id: string;
  readonly header: ReactNode;
  readonly width: number;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  /** What stands in a row; called only for rows in sight. */
  readonly cell: (index: number) => ReactNode;
}

export interface VirtualTableProps {
  readonly label: string;
  readonly count: number;
  /** Another array whenever what cells show has changed: rows in sight are not made anew otherwise. */
  readonly columns: readonly TableColumn[];
  readonly sort: TableSort | null;
  readonly onSortChange: (sort: TableSort | null) => void;
  readonly active?: number | null;
  readonly onActivate?: (index: number) => void;
  readonly onRange?: (first: number, end: number) => void;
}

const rowHeight = 30;

/** A table of any number of rows of one height, of which only those in sight exist. Arrow keys move the active row. */
export function VirtualTable(props: VirtualTableProps) {
  const { label, count, columns, sort, onSortChange, active = null, onActivate } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { items, totalSize } = useRowsInSight(scroller, props);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && onActivate !== undefined && count > 0) {
      event.preventDefault();
      onActivate(Math.max(0, Math.min(count - 1, (active ?? -1) + step)));
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move through the rows of the table inside
    <div
      ref={scroller}
      className={styles.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      data-keys="own"
      onKeyDown={onKeyDown}
    >
      <Table label={label} aria-rowcount={count + 1} className={styles.table}>
        <TableHead columns={columns} sort={sort} onSortChange={onSortChange} />
        <tbody>
          <Spacer height={items[0]?.start ?? 0} />
          {items.map(({ index }) => (
            <Row
              key={index}
              index={index}
              columns={columns}
              isActive={index === active}
              onActivate={onActivate}
            />
          ))}
          <Spacer height={totalSize - (items.at(-1)?.end ?? 0)} />
        </tbody>
      </Table>
    </div>
  );
}

/** The rows to make, told to whom fetches them; the active one is scrolled into sight. */
function useRowsInSight(
  scroller: RefObject<HTMLDivElement | null>,
  { count, active = null, onRange }: VirtualTableProps,
) {
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 4,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const end = (items.at(-1)?.index ?? -1) + 1;
  useEffect(() => onRange?.(first, end), [onRange, first, end]);
  useEffect(() => {
    if (active !== null) {
      virtualizer.scrollToIndex(active);
    }
  }, [active, virtualizer]);
  return { items, totalSize: virtualizer.getTotalSize() };
}

interface RowProps {
  readonly index: number;
  readonly columns: readonly TableColumn[];
  readonly isActive: boolean;
  readonly onActivate: ((index: number) => void) | undefined;
}

/** Scrolling makes the rows that come and leaves the others as they are. */
const Row = memo(function Row({ index, columns, isActive, onActivate }: RowProps) {
  return (
    <tr
      aria-rowindex={index + 2}
      data-selected={isActive}
      className={onActivate && styles.clickable}
      onClick={() => onActivate?.(index)}
    >
      {columns.map(({ id, numeric, cell }) => (
        <td key={id} data-numeric={numeric || undefined}>
          {cell(index)}
        </td>
      ))}
      <td />
    </tr>
  );
});

function TableHead({
  columns,
  sort,
  onSortChange,
}: Pick<VirtualTableProps, 'columns' | 'sort' | 'onSortChange'>) {
  return (
    <>
      <colgroup>
        {columns.map(({ id, width }) => (
          <col key={id} style={{ width }} />
        ))}
        <col />
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <HeaderCell key={column.id} column={column} sort={sort} onSortChange={onSortChange} />
          ))}
          <td />
        </tr>
      </thead>
    </>
  );
}

/** Takes the height of the rows that are not there. */
function Spacer({ height }: { readonly height: number }) {
  return height <= 0 ? null : <tr className={styles.spacer} style={{ height }} />;
}

interface HeaderCellProps {
  readonly column: TableColumn;
  readonly sort: TableSort | null;
  readonly onSortChange: (sort: TableSort | null) => void;
}

function HeaderCell({ column: { id, header, numeric, sortable }, sort, onSortChange }: HeaderCellProps) {
  const order = sort?.id === id ? (sort.descending ? 'descending' : 'ascending') : 'none';
  return (
    <th data-numeric={numeric || undefined} aria-sort={sortable ? order : undefined}>
      {sortable ? (
        <SortButton id={id} sort={sort} onSortChange={onSortChange}>
          {header}
        </SortButton>
      ) : (
        header
      )}
    </th>
  );
}
