import { Star } from 'lucide-react';
import type { RunRow } from '../../../engine/contract/execution.ts';
import { call } from '../../state/engine.ts';
import { toErrorView } from '../../state/engine-error.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { formatDuration, formatNumber } from '../../ui/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { showToast } from '../../ui/toast-manager.ts';
import { betterDirection } from '../evaluation/metric-rows.ts';
import type { TableColumn } from '../table/virtual-table.tsx';
import { bestRun, type RunColumn, type RunValue } from './run-columns.ts';
import styles from './runs-table.module.css';

const states: Readonly<Record<RunRow['state'], { readonly word: string; readonly tone: Tone }>> = {
  running: { word: 'Running', tone: 'info' },
  complete: { word: 'Complete', tone: 'success' },
  failed: { word: 'Failed', tone: 'danger' },
  canceled: { word: 'Cancelled', tone: 'neutral' },
  abandoned: { word: 'Interrupted', tone: 'warning' },
};

/** The columns of the runs table: what every run has, then parameters and metrics. */
export function runTableColumns(
  rows: readonly RunRow[],
  columns: readonly RunColumn[],
  onChanged: () => void,
): TableColumn[] {
  const run = (index: number) => rows[index];
  return [
    {
      id: 'star',
      header: '★',
      width: 46,
      sortable: true,
      cell: (index) => <StarButton run={run(index)} onChanged={onChanged} />,
    },
    {
      id: 'name',
      header: 'Run',
      width: 230,
      sortable: true,
      cell: (index) => <span title={run(index)?.runId}>{run(index)?.name}</span>,
    },
    {
      id: 'started',
      header: 'Started',
      width: 110,
      sortable: true,
      cell: (index) => <RelativeTime atMs={run(index)?.startedMs ?? 0} />,
    },
    {
      id: 'seconds',
      header: 'Duration',
      width: 84,
      numeric: true,
      sortable: true,
      cell: (index) => durationText(run(index)),
    },
    {
      id: 'state',
      header: 'State',
      width: 92,
      sortable: true,
      cell: (index) => <StateBadge run={run(index)} />,
    },
    { id: 'blessed', header: 'Blessed', width: 80, sortable: true, cell: (index) => blessedText(run(index)) },
    ...columns.map((column) => valueColumn(rows, column)),
  ];
}

function StateBadge({ run }: { readonly run: RunRow | undefined }) {
  return run === undefined ? null : <Badge tone={states[run.state].tone}>{states[run.state].word}</Badge>;
}

function valueColumn(rows: readonly RunRow[], column: RunColumn): TableColumn {
  const direction = column.kind === 'metric' ? betterDirection(column.name) : null;
  const best = direction === null || rows.length < 2 ? null : bestRun(rows, column.name, direction);
  return {
    id: column.id,
    header: <span title={column.name}>{column.name}</span>,
    width: 128,
    numeric: true,
    sortable: true,
    cell: (index) => {
      const row = rows[index];
      const isBest = row !== undefined && row.runId === best;
      return (
        <span className={isBest ? styles.best : undefined} title={isBest ? 'best of these runs' : undefined}>
          {row === undefined ? '' : valueText(column.value(row))}
        </span>
      );
    },
  };
}

function StarButton({
  run,
  onChanged,
}: {
  readonly run: RunRow | undefined;
  readonly onChanged: () => void;
}) {
  if (run === undefined) {
    return null;
  }
  const toggle = async () => {
    try {
      await call('runs.star', { runId: run.runId, starred: !run.starred });
      onChanged();
    } catch (error) {
      showToast({ title: toErrorView(error).message, tone: 'danger' });
    }
  };
  return (
    <button
      type="button"
      className={styles.star}
      aria-pressed={run.starred}
      aria-label={`Star ${run.name}`}
      onClick={() => void toggle()}
    >
      <Star size={14} aria-hidden="true" />
    </button>
  );
}

function durationText(run: RunRow | undefined): string {
  return run?.seconds == null ? '—' : formatDuration(run.seconds * 1000);
}

function blessedText(run: RunRow | undefined): string {
  return run?.blessed == null ? '—' : run.blessed ? 'yes' : 'no';
}

function valueText(value: RunValue): string {
  if (value === null) {
    return '—';
  }
  return typeof value === 'number' ? formatNumber(value) : String(value);
}
