import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import type { ExampleRow } from '../../../engine/contract/examples.ts';
import { call } from '../../state/engine.ts';
import type { Condition } from './parse-condition.ts';
import { RowPages } from './row-pages.ts';

/** Which records of a split are shown, and in which order. */
export interface ExamplesQuery {
  readonly artifactId: number;
  readonly split: string;
  readonly filter: readonly Condition[];
  readonly sort: { readonly feature: string; readonly descending: boolean } | null;
  /** Only these records, as an anomaly or a confusion-matrix cell names them. */
  readonly records: readonly number[] | null;
}

export interface ExampleRows {
  /** Null until it is known. */
  readonly total: number | null;
  readonly error: unknown;
  readonly get: (index: number) => ExampleRow | undefined;
  readonly recordAt: (index: number) => number | undefined;
  readonly ensure: (first: number, end: number) => void;
}

const pageSize = 200;

/**
 * The rows of a query, fetched as they come into sight. Where every record is shown in the order of the data, its
 * number is its place, and the grid needs no rows at all.
 */
export function useExampleRows(query: ExamplesQuery, splitRecords: number): ExampleRows {
  const [changes, redraw] = useReducer((count: number) => count + 1, 0);
  const key = JSON.stringify(query);
  const latest = useRef(query);
  latest.current = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the whole query
  const pages = useMemo(() => openPages(latest.current, redraw), [key]);
  useEffect(() => {
    pages.open();
    return () => pages.close();
  }, [pages]);
  const isNatural = query.filter.length === 0 && query.sort === null && query.records === null;
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

function openPages(query: ExamplesQuery, onChange: () => void): RowPages<ExampleRow> {
  const { artifactId, split, filter, sort, records } = query;
  return new RowPages<ExampleRow>({
    pageSize,
    onChange,
    load: (offset, limit) =>
      call('examples.page', {
        artifactId,
        split,
        offset,
        limit,
        ...(sort !== null && { sort }),
        ...(filter.length > 0 && { filter: [...filter] }),
        ...(records !== null && { records: [...records] }),
      }),
  });
}
