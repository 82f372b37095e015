import type { ExecutionView } from '../../engine/contract/notebook.ts';

/** The state of an execution as it is said elsewhere in the window; ML Metadata has words of its own for two. */
export function executionWord(state: ExecutionView['state']): string {
  return state === 'canceled' ? 'cancelled' : state === 'cached' ? 'reused' : state;
}
