/** Lets through `limit` calls in any window of `windowMs` and refuses the rest. */
export class RateLimit {
  readonly #limit: number;
  readonly #windowMs: number;
  #calls: readonly number[] = [];

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** Notes a call at a time in milliseconds and says whether it may go on. */
  admits(nowMs: number): boolean {
    this.#calls = this.#calls.filter((at) => nowMs - at < this.#windowMs);
    if (this.#calls.length >= this.#limit) return false;
    this.#calls = [...this.#calls, nowMs];
    return true;
  }
}
