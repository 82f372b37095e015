import { useMemo } from 'react';
import type { RunRow } from '../../../engine/contract/execution.ts';
import { classNames } from '../../ui/class-names.ts';
import { VirtualTable } from '../table/virtual-table.tsx';
import viewer from '../viewer.module.css';
import { runTableColumns } from './run-table-columns.tsx';
import styles from './runs-table.module.css';
import { RunsToolbar } from './runs-toolbar.tsx';
import { useRunsView } from './use-runs-view.ts';

export interface RunsTableProps {
  readonly runs: readonly RunRow[];
  /** Called after a star was set or taken away. */
  readonly onChanged: () => void;
}

/** Runs as rows; parameters and metrics as columns, those equal in all runs left out unless wanted. */
export function RunsTable({ runs, onChanged }: RunsTableProps) {
  const view = useRunsView(runs);
  const { rows, columns, choice, change } = view;
  const tableColumns = useMemo(() => runTableColumns(rows, columns, onChanged), [rows, columns, onChanged]);
  return (
    <section className={classNames(viewer.viewer, styles.panel)} aria-label="Runs">
      <RunsToolbar view={view} total={runs.length} />
      <div className={viewer.fill}>
        <VirtualTable
          label="Runs"
          count={rows.length}
          columns={tableColumns}
          sort={choice.sort}
          onSortChange={(sort) => change({ sort })}
        />
      </div>
    </section>
  );
}
