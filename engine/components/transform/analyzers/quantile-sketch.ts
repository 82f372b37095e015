/** Values kept at each level; the rank error is about 1.7 divided by this. */
const LEVEL_SIZE = 4096;

/**
 * Approximate quantiles of a stream in bounded memory (Karnin, Lang and Liberty, 2016, with levels of one size): a
 * full level is sorted and every second value moves up with twice the weight. Offsets alternate, so equal streams
 * give equal answers.
 */
export class QuantileSketch {
  readonly #levels: number[][] = [[]];
  readonly #offsets: number[] = [0];

  /** NaN is left out. */
  add(value: number): void {
    if (!Number.isNaN(value)) {
      this.#level(0).push(value);
      this.#compact(0);
    }
  }

  /** The smallest value with at least the fraction `rank` of all values at or below it; NaN when there are none. */
  quantile(rank: number): number {
    const weighted = this.#levels
      .flatMap((values, level) => values.map((value) => ({ value, weight: 2 ** level })))
      .sort((a, b) => a.value - b.value);
    const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
    let seen = 0;
    for (const { value, weight } of weighted) {
      seen += weight;
      if (seen >= rank * total) {
        return value;
      }
    }
    return Number.NaN;
  }

  #compact(index: number): void {
    const level = this.#level(index);
    if (level.length < LEVEL_SIZE) {
      return;
    }
    level.sort((a, b) => a - b);
    const offset = this.#offsets[index] ?? 0;
    this.#offsets[index] = 1 - offset;
    const above = this.#level(index + 1);
    above.push(...level.filter((_, position) => position % 2 === offset));
    level.length = 0;
    this.#compact(index + 1);
  }

  #level(index: number): number[] {
    this.#levels[index] ??= [];
    return this.#levels[index];
  }
}
