import { useCallback, useState } from 'react';
import type { ExamplesView } from '../../../engine/contract/examples.ts';
import type { ExamplesMode } from './examples-toolbar.tsx';
import type { Condition } from './parse-condition.ts';
import { keptSheets } from './sheet-store.ts';
import { pagesOf, spriteSheet } from './sprite-sheet.ts';
import { type ExampleRows, type ExamplesQuery, isInDataOrder, useExampleRows } from './use-example-rows.ts';
import { type Grouping, useGrouping } from './use-grouping.ts';

export interface BrowsedSplit {
  readonly view: ExamplesView;
  readonly split: ExamplesView['splits'][number];
  /** Only these records; null for all. */
  readonly records: readonly number[] | null;
}

/** How a split is being looked at, and what changes that. Places are counted in the order shown. */
export interface Browsing {
  readonly mode: ExamplesMode;
  readonly filter: readonly Condition[];
  readonly sort: ExamplesQuery['sort'];
  readonly rows: ExampleRows;
  readonly grouping: Grouping;
  readonly total: number;
  /** Whether the pictures in sight lie in so few sheets that fetching whole sheets is cheaper. */
  readonly isCompact: boolean;
  readonly active: number | null;
  /** The record in the panel at the side; undefined while that is closed. */
  readonly detail: number | undefined;
  readonly setMode: (mode: ExamplesMode) => void;
  readonly setFilter: (filter: readonly Condition[]) => void;
  readonly setSort: (sort: ExamplesQuery['sort']) => void;
  readonly setGroupBy: (feature: string | null) => void;
  readonly activate: (place: number) => void;
  readonly open: (place: number) => void;
  readonly move: (step: number) => void;
  /** Asks again for groups and rows that could not be read. */
  readonly tryAgain: () => void;
  readonly closeDetail: () => void;
  readonly ensure: (first: number, end: number) => void;
}

/** Keeps what a person chose about a split: order, filter, the active record. */
export function useBrowsing({ view, split, records }: BrowsedSplit): Browsing {
  const [mode, setMode] = useState<ExamplesMode>(view.imageFeature === null ? 'table' : 'grid');
  const [filter, setFilter] = useState<readonly Condition[]>([]);
  const [sort, setSort] = useState<ExamplesQuery['sort']>(null);
  const [active, setActive] = useState<number | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [groupBy, setGroupBy] = useState<string | null>(null);
  const query: ExamplesQuery = {
    ...{ artifactId: view.artifactId, split: split.name, filter, sort, records },
    groupBy: mode === 'grid' ? groupBy : null,
  };
  const rows = useExampleRows(query, split.records, mode);
  const grouping = useGrouping(query);
  const total = rows.total ?? 0;
  const isNatural = isInDataOrder(query);
  const within = (place: number) => Math.max(0, Math.min(total - 1, place));
  return {
    ...{ mode, filter, sort, rows, grouping, total, active, activate: setActive },
    isCompact: isNatural || split.records <= keptSheets * spriteSheet.tilesPerSheet || isNear(records),
    detail: isOpen && active !== null ? rows.recordAt(active) : undefined,
    ensure: useEnsure(rows, isNatural),
    setMode: (next) => {
      setMode(next);
      // Without the groups another record is in the same place.
      if (groupBy !== null) setActive(null);
    },
    setGroupBy: (next) => {
      setGroupBy(next);
      setActive(null);
    },
    setFilter: (next) => {
      setFilter(next);
      setActive(null);
    },
    setSort: (next) => {
      setSort(next);
      setActive(null);
    },
    open: (place) => {
      setActive(within(place));
      setOpen(true);
    },
    move: (step) => setActive(within((active ?? 0) + step)),
    tryAgain: () => {
      grouping.tryAgain();
      rows.ensure(0, 1);
    },
    closeDetail: () => setOpen(false),
  };
}

/** Where every record is shown in the order of the data, the grid needs no rows. */
function useEnsure({ ensure }: ExampleRows, isNatural: boolean): Browsing['ensure'] {
  return useCallback(
    (first: number, end: number) => {
      if (!isNatural) {
        ensure(first, end);
      }
    },
    [isNatural, ensure],
  );
}

function isNear(records: readonly number[] | null): boolean {
  return records !== null && pagesOf(records).length <= keptSheets;
}
