import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import type { ExampleRow } from '../../../engine/contract/examples.ts';
import { call } from '../../state/engine.ts';
import type { ExamplesMode } from './examples-toolbar.tsx';
import type { Condition } from './parse-condition.ts';
import { RowPages } from './row-pages.ts';

/** Which records of a split are shown, and in which order. */
export interface ExamplesQuery {
  readonly artifactId: number;
  readonly split: string;
  readonly filter: readonly Condition[];
  readonly sort: { readonly feature: string; readonly descending: boolean } | null;
  /** A feature by whose values the grid is divided; the table has no groups. */
  readonly groupBy: string | null;
  /** Only these records, as an anomaly or a confusion-matrix cell names them. */
  readonly records: readonly number[] | null;
}

/** A row of the table, or for the grid only its record. */
type Row = Pick<ExampleRow, 'record'> & Partial<ExampleRow>;

export interface ExampleRows {
  /** Null until it is known. */
  readonly total: number | null;
  readonly error: unknown;
  readonly get: (index: number) => Row | undefined;
  readonly recordAt: (index: number) => number | undefined;
  readonly ensure: (first: number, end: number) => void;
}

/** The rows of a table hold values, which take the engine a while to read; a grid needs their numbers alone. */
const tablePageSize = 200;
const gridPageSize = 2000;

/**
 * The rows of a query, fetched as they come into sight. Where every record is shown in the order of the data, its
 * number is its place, and the grid needs no rows at all.
 */
export function useExampleRows(query: ExamplesQuery, splitRecords: number, mode: ExamplesMode): ExampleRows {
  const [changes, redraw] = useReducer((count: number) => count + 1, 0);
  const key = JSON.stringify([query, mode]);
  const latest = useRef(query);
  latest.current = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the whole query
  const pages = useMemo(() => openPages(latest.current, mode, redraw), [key]);
  useEffect(() => {
    pages.open();
    return () => pages.close();
  }, [pages]);
  const isNatural = isInDataOrder(query);
  useEffect(() => {
    if (!isNatural) {
      pages.ensure(0, 1);
    }
  }, [pages, isNatural]);
  // Always the same function: a page that failed is asked for again when one scrolls, not because it failed.
  const ensure = useCallback((first: number, end: number) => pages.ensure(first, end), [pages]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: pages change from within, which `changes` tells
  return useMemo(
    () => ({
      total: isNatural ? splitRecords : pages.total,
      error: pages.error,
      get: (index) => pages.get(index),
      recordAt: isNatural ? (index) => index : (index) => pages.get(index)?.record,
      ensure,
    }),
    [pages, ensure, isNatural, splitRecords, changes],
  );
}

/** Whether every record is shown in the order of the data. */
export function isInDataOrder({ filter, sort, groupBy, records }: ExamplesQuery): boolean {
  return filter.length === 0 && sort === null && groupBy === null && records === null;
}

/** Which records are meant, as the engine is asked for them. */
export function selectionOf({ artifactId, split, filter, sort, records }: ExamplesQuery) {
  return {
    artifactId,
    split,
    ...(sort !== null && { sort }),
    ...(filter.length > 0 && { filter: [...filter] }),
    ...(records !== null && { records: [...records] }),
  };
}

function openPages(query: ExamplesQuery, mode: ExamplesMode, onChange: () => void): RowPages<Row> {
  const selection = selectionOf(query);
  if (mode === 'table') {
    const load = (offset: number, limit: number) => call('examples.page', { ...selection, offset, limit });
    return new RowPages<Row>({ pageSize: tablePageSize, onChange, load });
  }
  const groupBy = query.groupBy === null ? {} : { groupBy: query.groupBy };
  return new RowPages<Row>({
    pageSize: gridPageSize,
    onChange,
    load: async (offset, limit) => {
      const { total, rows } = await call('examples.order', { ...selection, ...groupBy, offset, limit });
      return { total, rows: rows.map((record) => ({ record })) };
    },
  });
}
