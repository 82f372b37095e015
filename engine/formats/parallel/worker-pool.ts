import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ReportedErrorOptions } from '../../base/reported-error.ts';
import { FormatError, type FormatErrorCode } from '../format-error.ts';

export interface PoolOptions<Task> {
  /** A module that calls `serveTasks`. */
  readonly script: URL;
  readonly tasks: readonly Task[];
  readonly signal?: AbortSignal | undefined;
  readonly threads?: number;
}

/** What a thread answers to a task. */
export type TaskAnswer<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly error: FailedTask };

/** An error on its way between threads. `code` is null for a defect of Millrace. */
export interface FailedTask {
  readonly code: FormatErrorCode | null;
  readonly message: string;
  readonly options: ReportedErrorOptions;
}

/**
 * Runs tasks on threads, and yields results in the order of the tasks as they become ready. The first failure ends
 * all threads. @throws FormatError as the task threw it, or the signal's reason
 */
export async function* runTasks<Task, Result>(options: PoolOptions<Task>): AsyncGenerator<Result> {
  const { tasks, signal } = options;
  const size = Math.min(options.threads ?? availableParallelism(), tasks.length);
  const pending = tasks.entries();
  const results = tasks.map(() => Promise.withResolvers<Result>());
  // Each is awaited in turn below; until then a failure must not count as unhandled.
  for (const { promise } of results) promise.catch(() => undefined);
  const workers = Array.from({ length: size }, () => new Worker(options.script));
  const fail = (reason: unknown): void => {
    for (const { reject } of results) reject(reason);
  };
  const onAbort = (): void => fail(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted) onAbort();
  for (const worker of workers) drive(worker, pending, results, fail);
  try {
    for (const { promise } of results) yield await promise;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function drive<Task, Result>(
  worker: Worker,
  pending: ArrayIterator<[number, Task]>,
  results: readonly PromiseWithResolvers<Result>[],
  fail: (reason: unknown) => void,
): void {
  let current = -1;
  const next = (): void => {
    const { value, done } = pending.next();
    if (done) return;
    current = value[0];
    worker.postMessage(value[1]);
  };
  worker.on('message', (answer: TaskAnswer<Result>) => {
    if (!answer.ok) return fail(reviveError(answer.error));
    results[current]?.resolve(answer.result);
    next();
  });
  worker.on('error', fail);
  next();
}

function reviveError({ code, message, options }: FailedTask): Error {
  return code === null
    ? new Error(message, { cause: options.details })
    : new FormatError(code, message, options);
}
