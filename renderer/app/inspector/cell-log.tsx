import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import type { ComponentCellView, ExecutionView } from '../../../engine/contract/notebook.ts';
import { useExecutionEvents } from '../../state/execution-feed.ts';
import { executionWord } from '../../state/execution-word.ts';
import { useQuery } from '../../state/use-query.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatAbsoluteTime, formatDuration } from '../../ui/format.ts';
import { Select } from '../../ui/select.tsx';
import { LogLines } from '../log-lines.tsx';
import styles from './cell-log.module.css';

const logTypes = ['log'] as const;

/** What one attempt at a cell wrote; every attempt can be looked at. */
export function CellLog({ cell }: { readonly cell: ComponentCellView }) {
  const { data: history = [] } = useQuery('execution.history', { cell: cell.id, limit: 50 });
  const [chosen, setChosen] = useState<number | null>(null);
  const newest = cell.lastExecution;
  const attempts = withNewest(history, newest);
  const execution = attempts.find(({ executionId }) => executionId === chosen) ?? attempts[0];
  const events = useExecutionEvents(execution?.executionId ?? null, logTypes);
  if (!execution) {
    return (
      <EmptyState icon={ScrollText} title="No log yet">
        Run the cell; what it writes is kept here, attempt by attempt.
      </EmptyState>
    );
  }
  return (
    <div className={styles.root}>
      <Select
        label="Attempt"
        size="small"
        value={String(execution.executionId)}
        options={attempts.map((attempt) => ({
          value: String(attempt.executionId),
          label: `#${attempt.executionId} ${executionWord(attempt.state)}`,
          description: describeAttempt(attempt),
        }))}
        onChange={(id) => setChosen(Number(id))}
      />
      {execution.error && <ErrorPanel error={execution.error} />}
      <LogLines lines={events.filter((event) => event.type === 'log')} />
    </div>
  );
}

function withNewest(
  history: readonly ExecutionView[],
  newest: ExecutionView | null,
): readonly ExecutionView[] {
  const isListed = history.some(({ executionId }) => executionId === newest?.executionId);
  return newest && !isListed ? [newest, ...history] : history;
}

function describeAttempt({ startedMs, endedMs }: ExecutionView): string {
  const took = endedMs === null ? 'not ended' : formatDuration(endedMs - startedMs);
  return `${formatAbsoluteTime(startedMs)}, ${took}`;
}
