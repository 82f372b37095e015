import { useEffect } from 'react';
import { useAppStore } from '../state/app-store.ts';
import { onServerEvent } from '../state/server-events.ts';
import { refresh } from '../state/use-query.ts';
import { formatDuration } from '../ui/format.ts';
import { showToast } from '../ui/toast-manager.ts';

/** Says how a run ended, asks again for what a run changes, and keeps the window's title true. */
export function useRunNotices(): void {
  useEffect(
    () =>
      onServerEvent((event) => {
        if (event.type === 'run-ended') {
          showToast({
            title: event.message,
            description: `After ${formatDuration(event.seconds * 1000)}`,
            tone: event.ok ? 'success' : 'danger',
          });
          for (const prefix of ['runs.', 'execution.', 'push.', 'run.plan', 'storage.']) {
            refresh(prefix);
          }
        }
      }),
    [],
  );
  const name = useAppStore(({ notebook }) => notebook?.name);
  useEffect(() => {
    document.title = name === undefined ? 'Millrace' : `${name} – Millrace`;
  }, [name]);
}
