import { parentPort, type Transferable } from 'node:worker_threads';
import { FormatError } from '../format-error.ts';
import type { FailedTask, TaskAnswer } from './worker-pool.ts';

/**
 * Answers each task sent to this thread with what `run` makes of it; one at a time, as the pool sends them.
 * `transferred` names the buffers of a result that are handed over instead of copied.
 */
export function serveTasks<Task, Result>(
  run: (task: Task) => Promise<Result>,
  transferred: (result: Result) => readonly Transferable[] = () => [],
): void {
  parentPort?.on('message', async (task: Task) => {
    const answer: TaskAnswer<Result> = await run(task).then(
      (result) => ({ ok: true, result }) as const,
      (error: unknown) => ({ ok: false, error: describeError(error) }) as const,
    );
    parentPort?.postMessage(answer, answer.ok ? transferred(answer.result) : []);
  });
}

function describeError(error: unknown): FailedTask {
  if (error instanceof FormatError) {
    const { code, message, hint, location, details } = error;
    const options = { location, ...(hint ? { hint } : {}), ...(details ? { details } : {}) };
    return { code, message, options };
  }
  const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: null,
    message: error instanceof Error ? error.message : String(error),
    options: { details },
  };
}
