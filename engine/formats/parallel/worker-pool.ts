import { availableParallelism } from 'node:os';
import { type Transferable, Worker } from 'node:worker_threads';
import type { ReportedErrorOptions } from '../../base/reported-error.ts';
import { FormatError, type FormatErrorCode } from '../format-error.ts';

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

interface Job<Task, Result> {
  readonly task: Task;
  readonly transfer: readonly Transferable[];
  readonly answer: PromiseWithResolvers<Result>;
}

/**
 * Threads that answer tasks, each one task at a time; further tasks wait for a free thread. `script` is a module that
 * calls `serveTasks`. Threads start with the first tasks.
 *
 * @example
 * await using pool = new WorkerPool<ShardTask, DatasetSnapshot>(new URL('./statistics-thread.ts', import.meta.url));
 * const snapshots = await Promise.all(tasks.map((task) => pool.run(task)));
 */
export class WorkerPool<Task, Result> implements AsyncDisposable {
  readonly size = availableParallelism();
  readonly #script: URL;
  readonly #signal: AbortSignal | undefined;
  readonly #idle: Worker[] = [];
  readonly #all: Worker[] = [];
  readonly #waiting: Job<Task, Result>[] = [];
  readonly #running = new Map<Worker, Job<Task, Result>>();

  /** Once `signal` is aborted all tasks fail with its reason at once, and the threads end. */
  constructor(script: URL, signal?: AbortSignal) {
    this.#script = script;
    this.#signal = signal;
    signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** @throws FormatError as the task threw it */
  run(task: Task, transfer: readonly Transferable[] = []): Promise<Result> {
    const job = { task, transfer, answer: Promise.withResolvers<Result>() };
    if (this.#signal?.aborted) {
      job.answer.reject(this.#signal.reason);
      return job.answer.promise;
    }
    this.#waiting.push(job);
    if (this.#idle.length === 0 && this.#all.length < this.size) this.#start();
    this.#startNext();
    return job.answer.promise;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal?.removeEventListener('abort', this.#onAbort);
    await Promise.all(this.#all.map((worker) => worker.terminate()));
  }

  readonly #onAbort = (): void => {
    for (const { answer } of [...this.#waiting, ...this.#running.values()])
      answer.reject(this.#signal?.reason);
    this.#waiting.length = 0;
    for (const worker of this.#all) void worker.terminate();
  };

  #start(): void {
    const worker = new Worker(this.#script);
    this.#all.push(worker);
    this.#idle.push(worker);
    worker.on('message', (answer: TaskAnswer<Result>) => {
      const job = this.#running.get(worker);
      this.#running.delete(worker);
      this.#idle.push(worker);
      if (answer.ok) job?.answer.resolve(answer.result);
      else job?.answer.reject(reviveError(answer.error));
      this.#startNext();
    });
    worker.on('error', (error) => this.#running.get(worker)?.answer.reject(error));
  }

  #startNext(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const [worker, job] = [this.#idle.pop(), this.#waiting.shift()];
      if (!worker || !job) return;
      this.#running.set(worker, job);
      worker.postMessage(job.task, job.transfer);
    }
  }
}

function reviveError({ code, message, options }: FailedTask): Error {
  return code === null
    ? new Error(message, { cause: options.details })
    : new FormatError(code, message, options);
}
