import { useMemo, useRef, useState } from 'react';
import type { ExecutionEvent } from '../../../engine/contract/execution.ts';
import type { TrainingView } from '../../../engine/contract/model.ts';
import type { ExecutionView } from '../../../engine/contract/notebook.ts';
import { useExecutionEvents } from '../../state/execution-feed.ts';
import { type Query, useQuery } from '../../state/use-query.ts';
import { appendEvents } from './append-events.ts';

const liveTypes = ['metrics', 'samples', 'checkpoint'] as const satisfies readonly ExecutionEvent['type'][];

/** What is known of a training, kept up to date while it runs. */
export function useTraining(execution: Pick<ExecutionView, 'executionId' | 'state'>): Query<TrainingView> {
  const { executionId, state } = execution;
  const query = useQuery('training.get', { executionId });
  // What was told live stays when the training ends: the answer to the query is from before it began.
  const [isLive] = useState(state === 'running');
  const events = useExecutionEvents(isLive ? executionId : null, liveTypes);
  const folded = useRef<Folded | null>(null);
  const data = useMemo(() => {
    if (query.data === undefined) {
      return undefined;
    }
    folded.current = fold(folded.current, query.data, events);
    return folded.current.training;
  }, [query.data, events]);
  return { ...query, data };
}

interface Folded {
  readonly start: TrainingView;
  readonly count: number;
  readonly training: TrainingView;
}

/** Takes only the events that are new since last time, so that a long run costs no more at its end. */
function fold(before: Folded | null, start: TrainingView, events: readonly ExecutionEvent[]): Folded {
  const isContinued = before?.start === start && before.count <= events.length;
  const count = isContinued ? before.count : 0;
  const training = isContinued ? before.training : start;
  return { start, count: events.length, training: appendEvents(training, events.slice(count)) };
}
