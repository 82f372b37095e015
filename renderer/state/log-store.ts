import { create } from 'zustand';
import type { ExecutionEvent } from '../../engine/contract/execution.ts';
import { onServerEvent } from './server-events.ts';

export type NotebookLogLine = Extract<ExecutionEvent, { type: 'log' }> & { readonly cell: string };

const maximumLines = 2000;

/** The newest lines that any cell has written since the window opened; the full logs are the engine's. */
export const useLog = create<{ readonly lines: readonly NotebookLogLine[] }>(() => ({ lines: [] }));

/** Starts gathering. Returns the function that stops it. */
export function gatherLog(): () => void {
  return onServerEvent((event) => {
    if (event.type === 'execution' && event.event.type === 'log') {
      const line = { ...event.event, cell: event.cell };
      useLog.setState(({ lines }) => ({ lines: [...lines.slice(1 - maximumLines), line] }));
    }
  });
}
