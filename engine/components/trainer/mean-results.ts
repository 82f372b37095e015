import type { StepResults } from '../../tensorflow/training/training-session.ts';

/** Means of step results over an epoch, each batch weighing as many examples as it has. */
export class MeanResults {
  readonly #sums = new Map<string, number>();
  #examples = 0;

  add(results: StepResults, examples: number): void {
    this.#examples += examples;
    for (const [name, value] of Object.entries(results)) {
      this.#sums.set(name, (this.#sums.get(name) ?? 0) + value * examples);
    }
  }

  get examples(): number {
    return this.#examples;
  }

  means(): Record<string, number> {
    return Object.fromEntries([...this.#sums].map(([name, sum]) => [name, sum / this.#examples]));
  }
}
