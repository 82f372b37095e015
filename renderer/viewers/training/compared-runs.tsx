import type { ExecutionView } from '../../../engine/contract/notebook.ts';
import { useQuery } from '../../state/use-query.ts';
import { formatRelativeTime } from '../../ui/format.ts';
import { useNow } from '../../ui/now.ts';
import { Select } from '../../ui/select.tsx';
import styles from './compared-runs.module.css';

export interface ComparedRunsProps {
  readonly execution: ExecutionView;
  readonly compared: readonly number[];
  readonly onChange: (compared: readonly number[]) => void;
}

/** More lines than this in one chart cannot be told apart. */
const maximumCompared = 7;

/** Adds earlier trainings of the same cell to the charts, and takes them out again. */
export function ComparedRuns({ execution, compared, onChange }: ComparedRunsProps) {
  const history = useQuery('execution.history', { cell: execution.cell, limit: 50 });
  const nowMs = useNow();
  const candidates = (history.data ?? []).filter(
    ({ executionId, state, reusedFrom }) =>
      executionId !== execution.executionId &&
      reusedFrom === null &&
      state !== 'cached' &&
      !compared.includes(executionId),
  );
  if (candidates.length === 0 && compared.length === 0) {
    return null;
  }
  return (
    <div className={styles.runs}>
      {compared.map((executionId, index) => (
        <button
          key={executionId}
          type="button"
          className={styles.chip}
          data-series={index + 2}
          aria-label={`Stop comparing with execution ${executionId}`}
          onClick={() => onChange(compared.filter((other) => other !== executionId))}
        >
          #{executionId} ×
        </button>
      ))}
      {candidates.length > 0 && compared.length < maximumCompared && (
        <Select
          label="Compare with an earlier training"
          placeholder="Compare with…"
          size="small"
          value={null}
          options={candidates.map(({ executionId, startedMs, state }) => ({
            value: String(executionId),
            label: `#${executionId}`,
            description: `${formatRelativeTime(startedMs, nowMs)}, ${state}`,
          }))}
          onChange={(value) => onChange([...compared, Number(value)])}
        />
      )}
    </div>
  );
}
