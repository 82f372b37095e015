import { useEffect } from 'react';
import { onServerEvent } from '../../state/server-events.ts';

/** Reads the runs again when one starts or ends. */
export function useRunsRefresh(reload: () => void): void {
  useEffect(
    () =>
      onServerEvent((event) => {
        const isStart = event.type === 'execution' && event.event.type === 'started';
        const isEnd = event.type === 'execution' && event.event.type === 'ended';
        if (event.type === 'run-ended' || isStart || isEnd) {
          reload();
        }
      }),
    [reload],
  );
}
