import { useEffect, useMemo } from 'react';
import type { RunRow } from '../../../engine/contract/execution.ts';
import { useQuery } from '../../state/use-query.ts';
import { type MetricMoment, runsAtMoment } from './metric-moment.ts';

export interface RunsAtMoment {
  readonly runs: readonly RunRow[];
  /** Whether the values of the moment are still being read. */
  readonly isLoading: boolean;
}

/** Runs with their metrics at a moment. The course of metrics is read only for a moment other than the last. */
export function useRunsAtMoment(runs: readonly RunRow[], moment: MetricMoment): RunsAtMoment {
  const runIds = useMemo(() => runs.map(({ runId }) => runId), [runs]);
  const epoch = moment.kind === 'epoch' ? moment.epoch : null;
  const query = useQuery('runs.metrics', moment.kind === 'last' ? null : { runIds, epoch });
  const { data, isLoading, reload } = query;
  // Runs are listed again when one starts or ends; then its metrics have gone on, too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list itself is what tells
  useEffect(() => reload(), [runs, reload]);
  const at = useMemo(() => runsAtMoment(runs, moment, data ?? {}), [runs, moment, data]);
  return { runs: at, isLoading: isLoading && data === undefined };
}
