import { setImmediate } from 'node:timers/promises';

/** How long is worked in one go. By time, since code that runs for the first time is many times slower. */
const TURN_MS = 10;

/** Lets the event loop go on between stretches of a long computation, and ends it when nobody waits for it any more. */
export class Turns {
  readonly #signal: AbortSignal | undefined;
  #began = performance.now();

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** Whether it is time to `yield`: cheap enough to be asked for every record. */
  get isOver(): boolean {
    return performance.now() - this.#began > TURN_MS;
  }

  /** @throws the signal's reason once it is aborted */
  async yield(): Promise<void> {
    await setImmediate();
    this.#signal?.throwIfAborted();
    this.#began = performance.now();
  }
}
