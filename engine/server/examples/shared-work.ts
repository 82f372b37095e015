interface Task<Result> {
  readonly result: Promise<Result>;
  readonly stop: AbortController;
  waiting: number;
}

/**
 * Results of long computations by key: asked for twice they are computed once, the last few are kept, and a
 * computation that nobody waits for any more is ended.
 */
export class SharedWork<Result> {
  readonly #maximum: number;
  readonly #tasks = new Map<string, Task<Result>>();

  constructor(maximum: number) {
    this.#maximum = maximum;
  }

  /** @throws what `work` throws, or the reason of the signal once it is aborted */
  async get(key: string, work: (stop: AbortSignal) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    signal.throwIfAborted();
    const task = this.#tasks.get(key) ?? start(work);
    task.result.catch(() => this.#forget(key, task));
    // Moved to the end, so that the first is always the one unused for longest.
    this.#tasks.delete(key);
    this.#tasks.set(key, task);
    const [oldest] = this.#tasks.keys();
    if (this.#tasks.size > this.#maximum && oldest !== undefined) this.#tasks.delete(oldest);
    return this.#wait(key, task, signal);
  }

  #wait(key: string, task: Task<Result>, signal: AbortSignal): Promise<Result> {
    task.waiting += 1;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        reject(signal.reason);
        task.waiting -= 1;
        if (task.waiting > 0) return;
        this.#forget(key, task);
        task.stop.abort(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      task.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
    });
  }

  #forget(key: string, task: Task<Result>): void {
    if (this.#tasks.get(key) === task) this.#tasks.delete(key);
  }
}

function start<Result>(work: (stop: AbortSignal) => Promise<Result>): Task<Result> {
  const stop = new AbortController();
  return { result: work(stop.signal), stop, waiting: 0 };
}
