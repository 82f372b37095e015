import { Download } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { saveText } from '../save-text.ts';
import { toCsv } from '../table/csv.ts';
import viewer from '../viewer.module.css';
import { MomentControl } from './moment-control.tsx';
import { runsAsTable } from './run-columns.ts';
import styles from './runs-table.module.css';
import type { RunsView } from './use-runs-view.ts';

export interface RunsToolbarProps {
  readonly view: RunsView;
  /** Runs there are, chosen or not. */
  readonly total: number;
}

/** What of the runs is shown, and saving that as CSV. */
export function RunsToolbar({ view, total }: RunsToolbarProps) {
  const { choice, change, rows, columns, isLoading } = view;
  const exportCsv = () => {
    const { header, rows: values } = runsAsTable(rows, columns, choice.moment);
    void saveText('runs.csv', toCsv(header, values), 'text/csv');
  };
  return (
    <div className={viewer.toolbar}>
      <SearchField
        label="Filter runs"
        value={choice.search}
        onChange={(search) => change({ search })}
        className={styles.search}
      />
      <Switch label="Starred" checked={choice.starred} onChange={(starred) => change({ starred })} />
      <Switch
        label="Only differences"
        checked={choice.onlyDifferences}
        onChange={(onlyDifferences) => change({ onlyDifferences })}
      />
      <MomentControl moment={choice.moment} onChange={(moment) => change({ moment })} />
      <span className={viewer.spacer} />
      <span className={viewer.quiet} role="status">
        {isLoading ? 'Reading metrics…' : countOf(rows.length, total)}
      </span>
      <Button size="small" icon={Download} disabled={isLoading} onClick={exportCsv}>
        CSV
      </Button>
    </div>
  );
}

function countOf(shown: number, total: number): string {
  const count = shown === total ? formatCount(total) : `${formatCount(shown)} of ${formatCount(total)}`;
  return `${count} ${total === 1 ? 'run' : 'runs'}`;
}
