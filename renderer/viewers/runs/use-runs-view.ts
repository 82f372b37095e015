import { useMemo, useState } from 'react';
import type { RunRow } from '../../../engine/contract/execution.ts';
import { sortRows, type TableSort } from '../table/sort-rows.ts';
import type { MetricMoment } from './metric-moment.ts';
import { filterRuns, type RunColumn, runColumns } from './run-columns.ts';
import { runSortValue } from './run-sort-value.ts';
import { useRunsAtMoment } from './use-runs-at-moment.ts';

/** What a person chose to see of the runs. */
export interface RunsChoice {
  readonly search: string;
  readonly starred: boolean;
  readonly onlyDifferences: boolean;
  readonly moment: MetricMoment;
  readonly sort: TableSort | null;
}

export interface RunsView {
  readonly choice: RunsChoice;
  readonly change: (part: Partial<RunsChoice>) => void;
  /** The runs chosen, in their order, with their metrics at the moment chosen. */
  readonly rows: readonly RunRow[];
  readonly columns: readonly RunColumn[];
  readonly isLoading: boolean;
}

const everything: RunsChoice = {
  search: '',
  starred: false,
  onlyDifferences: true,
  moment: { kind: 'last' },
  sort: null,
};

/** Keeps the choice and makes the table's rows and columns of it. */
export function useRunsView(all: readonly RunRow[]): RunsView {
  const [choice, setChoice] = useState(everything);
  const { search, starred, onlyDifferences, moment, sort } = choice;
  const { runs, isLoading } = useRunsAtMoment(all, moment);
  const filtered = useMemo(() => filterRuns(runs, { search, starred }), [runs, search, starred]);
  const columns = useMemo(
    () => runColumns(filtered, onlyDifferences && filtered.length > 1),
    [filtered, onlyDifferences],
  );
  const rows = useMemo(
    () =>
      sort === null
        ? filtered
        : sortRows(filtered, (run) => runSortValue(run, sort.id, columns), sort.descending),
    [filtered, sort, columns],
  );
  const change = (part: Partial<RunsChoice>) => setChoice((before) => ({ ...before, ...part }));
  return { choice, change, rows, columns, isLoading };
}
