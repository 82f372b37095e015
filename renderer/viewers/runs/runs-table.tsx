import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { RunRow } from '../../../engine/contract/execution.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { formatCount } from '../../ui/format.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { saveText } from '../save-text.ts';
import { toCsv } from '../table/csv.ts';
import { sortRows, type TableSort } from '../table/sort-rows.ts';
import { VirtualTable } from '../table/virtual-table.tsx';
import viewer from '../viewer.module.css';
import { filterRuns, runColumns, runsAsTable } from './run-columns.ts';
import { runSortValue } from './run-sort-value.ts';
import { runTableColumns } from './run-table-columns.tsx';
import styles from './runs-table.module.css';

export interface RunsTableProps {
  readonly runs: readonly RunRow[];
  /** Called after a star was set or taken away. */
  readonly onChanged: () => void;
}

/** Runs as rows; parameters and metrics as columns, those equal in all runs left out unless wanted. */
export function RunsTable({ runs, onChanged }: RunsTableProps) {
  const [search, setSearch] = useState('');
  const [starred, setStarred] = useState(false);
  const [onlyDifferences, setOnlyDifferences] = useState(true);
  const [sort, setSort] = useState<TableSort | null>(null);
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
  const tableColumns = useMemo(() => runTableColumns(rows, columns, onChanged), [rows, columns, onChanged]);
  const exportCsv = () => {
    const { header, rows: values } = runsAsTable(rows, columns);
    void saveText('runs.csv', toCsv(header, values), 'text/csv');
  };
  return (
    <section className={classNames(viewer.viewer, styles.panel)} aria-label="Runs">
      <div className={viewer.toolbar}>
        <SearchField label="Filter runs" value={search} onChange={setSearch} className={styles.search} />
        <Switch label="Starred only" checked={starred} onChange={setStarred} />
        <Switch label="Only differences" checked={onlyDifferences} onChange={setOnlyDifferences} />
        <span className={viewer.spacer} />
        <span className={viewer.quiet}>
          {rows.length === runs.length
            ? formatCount(runs.length)
            : `${formatCount(rows.length)} of ${formatCount(runs.length)}`}{' '}
          {runs.length === 1 ? 'run' : 'runs'}
        </span>
        <Button size="small" icon={Download} onClick={exportCsv}>
          CSV
        </Button>
      </div>
      <div className={viewer.fill}>
        <VirtualTable
          label="Runs"
          count={rows.length}
          columns={tableColumns}
          sort={sort}
          onSortChange={setSort}
        />
      </div>
    </section>
  );
}
