const windowMs = 60_000;
const tolerated = 3;

/** Decides whether something that died is started again: up to three times a minute, then it is left alone. */
export class CrashPolicy {
  #crashes: readonly number[] = [];

  /** Notes a crash at a time in milliseconds and says whether to start again. */
  shouldRestart(nowMs: number): boolean {
    this.#crashes = [...this.#crashes.filter((at) => nowMs - at < windowMs), nowMs];
    return this.#crashes.length <= tolerated;
  }
}
