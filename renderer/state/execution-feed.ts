import { useEffect, useState } from 'react';
import type { ExecutionEvent } from '../../engine/contract/execution.ts';
import { call } from './engine.ts';
import { onReconnected, onServerEvent } from './server-events.ts';

const gatherMs = 250;

/** Hears the live events of one execution. Returns the function that stops it. */
export function onExecutionEvent(executionId: number, listener: (event: ExecutionEvent) => void): () => void {
  return onServerEvent((event) => {
    if (event.type === 'execution' && event.executionId === executionId) {
      listener(event.event);
    }
  });
}

/**
 * Every event of an execution so far, of the types asked for, kept up to date while it runs.
 *
 * A live event is only a signal to read on in the engine's record, so what is shown after a reload or a broken
 * line is exactly what was shown before it.
 */
export function useExecutionEvents(
  executionId: number | null,
  types: readonly ExecutionEvent['type'][],
): readonly ExecutionEvent[] {
  const [events, setEvents] = useState<readonly ExecutionEvent[]>([]);
  const wanted = types.join();
  useEffect(() => {
    setEvents([]);
    return executionId === null ? undefined : follow(executionId, wanted.split(','), setEvents);
  }, [executionId, wanted]);
  return events;
}

type Append = (update: (seen: readonly ExecutionEvent[]) => readonly ExecutionEvent[]) => void;

function follow(executionId: number, types: string[], append: Append): () => void {
  let next = 0;
  let isStopped = false;
  let isReading = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = async () => {
    timer = undefined;
    if (isReading) {
      schedule();
      return;
    }
    isReading = true;
    try {
      const page = await call('execution.events', { executionId, after: next, types });
      next = page.next;
      if (!isStopped && page.events.length > 0) {
        append((seen) => [...seen, ...page.events]);
      }
    } finally {
      isReading = false;
    }
  };
  const schedule = () => {
    timer ??= setTimeout(() => void read().catch(() => undefined), gatherMs);
  };
  const stopHearing = onExecutionEvent(executionId, schedule);
  const stopReconnecting = onReconnected(schedule);
  void read().catch(() => undefined);
  return () => {
    isStopped = true;
    clearTimeout(timer);
    stopHearing();
    stopReconnecting();
  };
}
