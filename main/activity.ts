import { type BrowserWindow, Notification } from 'electron';
import type { EngineToMain } from '../engine/contract/desktop.ts';
import { isNews } from './policy/news-policy.ts';

type Activity = Extract<EngineToMain, { type: 'activity' }>;
type RunEnded = Extract<EngineToMain, { type: 'run-ended' }>;

/** Electron's value for a bar without a figure. */
const indeterminate = 2;

/** Shows how far the run is in the dock or task bar. */
export function showProgress(window: BrowserWindow | null, { running, progress }: Activity): void {
  window?.setProgressBar(running ? (progress ?? indeterminate) : -1);
}

/** Tells the end of a run to somebody who has turned to other work; a click brings the window back. */
export function notifyRunEnded(ended: RunEnded, window: BrowserWindow | null, reveal: () => void): void {
  if (
    !isNews({ seconds: ended.seconds, focused: window?.isFocused() ?? false }) ||
    !Notification.isSupported()
  )
    return;
  const notification = new Notification({
    title: ended.ok ? 'The run has finished' : 'The run has failed',
    body: ended.message,
  });
  notification.on('click', reveal);
  notification.show();
}
