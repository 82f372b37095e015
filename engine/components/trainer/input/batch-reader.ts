import { performance } from 'node:perf_hooks';
import { isDeepStrictEqual } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { ErrorLocation } from '../../../base/reported-error.ts';
import { TrainerError } from '../trainer-error.ts';
import type { Batch, PassOptions, ReaderOptions } from './batch-feature.ts';

export type ToReader =
  | { readonly type: 'pass'; readonly id: number; readonly pass: PassOptions }
  | { readonly type: 'credit' };

export type FromReader =
  | { readonly type: 'batch'; readonly id: number; readonly batch: Batch }
  | { readonly type: 'end'; readonly id: number }
  | {
      readonly type: 'failed';
      readonly error: {
        readonly message: string;
        readonly hint: string | undefined;
        readonly location: ErrorLocation | undefined;
        readonly stack: string | undefined;
      };
    };

/** Batches made ahead of the step that takes them. */
const PREFETCH = 3;

/**
 * Reads batches in a thread beside the training step.
 *
 * ```ts
 * await using reader = new BatchReader(options);
 * for await (const batch of reader.pass({ shuffle: { seed: 42, epoch: 0 } })) { ... }
 * ```
 */
export class BatchReader implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #queue: FromReader[] = [];
  #wake: (() => void) | undefined;
  #passes = 0;
  #prepared: PassOptions | undefined;
  #waitedMs = 0;

  constructor(options: ReaderOptions) {
    this.#worker = new Worker(new URL('./reader-thread.ts', import.meta.url), { workerData: options });
    this.#worker.on('message', (message: FromReader) => this.#receive(message));
    this.#worker.on('error', (error) => this.#receive({ type: 'failed', error: plainError(error) }));
    for (let credit = 0; credit < PREFETCH; credit += 1) {
      this.#send({ type: 'credit' });
    }
  }

  /** Milliseconds that callers have waited for batches so far. */
  get waitedMs(): number {
    return this.#waitedMs;
  }

  /** Begins the pass that is asked for next, so that its first batches are there by then. */
  prepare(pass: PassOptions): void {
    if (this.#prepared !== undefined) {
      throw new Error('The reader has begun a pass that nobody has read yet');
    }
    this.#prepared = pass;
    this.#passes += 1;
    this.#send({ type: 'pass', id: this.#passes, pass });
  }

  /**
   * One pass over the data, the prepared one if there is one; must be read to its end before the next one starts.
   *
   * @throws TrainerError "reader-failed"
   */
  async *pass(pass: PassOptions): AsyncGenerator<Batch> {
    if (this.#prepared === undefined) {
      this.prepare(pass);
    }
    if (!isDeepStrictEqual(this.#prepared, pass)) {
      throw new Error('The reader has begun another pass');
    }
    this.#prepared = undefined;
    for (;;) {
      const message = await this.#next();
      if (message.type === 'failed') {
        throw readerError(message.error);
      }
      if (message.type === 'end') {
        return;
      }
      // Asks for the next one before the step begins, so that it is made meanwhile.
      this.#send({ type: 'credit' });
      yield message.batch;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }

  async #next(): Promise<FromReader> {
    const start = performance.now();
    while (this.#queue.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#waitedMs += performance.now() - start;
    return this.#queue.shift() as FromReader;
  }

  #receive(message: FromReader): void {
    this.#queue.push(message);
    this.#wake?.();
  }

  #send(message: ToReader): void {
    this.#worker.postMessage(message);
  }
}

function plainError({ message, stack }: Error): Extract<FromReader, { type: 'failed' }>['error'] {
  return { message, hint: undefined, location: undefined, stack };
}

function readerError(error: Extract<FromReader, { type: 'failed' }>['error']): TrainerError {
  return new TrainerError('reader-failed', error.message, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.location === undefined ? {} : { location: error.location }),
    ...(error.stack === undefined ? {} : { details: error.stack }),
  });
}
