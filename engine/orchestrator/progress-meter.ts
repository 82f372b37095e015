import type { ProgressView } from '../contract/notebook.ts';
import type { ProgressUpdate } from '../pipeline/component.ts';

/** A rate is shown once it rests on this much time; an estimate made earlier jumps about. */
const settleMs = 3000;

/** Weight of the newest rate in the moving average. */
const smoothing = 0.3;

/** Adds rate and time left to progress updates of one unit of work. */
export class ProgressMeter {
  #unit = '';
  #startedMs = 0;
  #last: { done: number; atMs: number } | undefined;
  #rate: number | null = null;

  measure(update: ProgressUpdate, nowMs: number): ProgressView {
    if (update.unit !== this.#unit || (this.#last && update.done < this.#last.done)) {
      this.#restart(update, nowMs);
    }
    this.#updateRate(update, nowMs);
    const settled = nowMs - this.#startedMs >= settleMs;
    const left = update.total === null ? null : update.total - update.done;
    return {
      done: update.done,
      total: update.total,
      unit: update.unit,
      ...(update.message === undefined ? {} : { message: update.message }),
      ratePerSecond: settled ? this.#rate : null,
      secondsLeft: settled && left !== null && this.#rate ? left / this.#rate : null,
    };
  }

  #restart(update: ProgressUpdate, nowMs: number): void {
    this.#unit = update.unit;
    this.#startedMs = nowMs;
    this.#last = { done: update.done, atMs: nowMs };
    this.#rate = null;
  }

  #updateRate({ done }: ProgressUpdate, nowMs: number): void {
    const last = this.#last;
    if (!last || nowMs <= last.atMs) {
      return;
    }
    const rate = ((done - last.done) * 1000) / (nowMs - last.atMs);
    this.#rate = this.#rate === null ? rate : this.#rate * (1 - smoothing) + rate * smoothing;
    this.#last = { done, atMs: nowMs };
  }
}
