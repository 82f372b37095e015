/**
 * The arithmetic in which TFDV computes the buckets of a standard histogram. For FLOAT features numpy carries it out
 * in 32 bits, which shows in the numbers it writes; ours are the same to the last digit.
 */
export interface Precision {
  /** `count` + 1 evenly spaced edges, as numpy.linspace. */
  spread(low: number, high: number, count: number): readonly number[];
  /** A running sum of bucket weights and parts of them. */
  sum(): WeightSum;
}

export interface WeightSum {
  readonly value: number;
  add(weight: number): void;
  /** Adds (`to` - `from`) / `width` of a weight. */
  addPart(to: number, from: number, width: number, weight: number): void;
}

export const DOUBLE: Precision = {
  spread(low, high, count) {
    const step = (high - low) / count;
    return Array.from({ length: count + 1 }, (_, i) => (i === count ? high : i * step + low));
  },
  sum: () => new RoundedSum((value) => value),
};

export const SINGLE: Precision = {
  spread(low, high, count) {
    const step = Math.fround(Math.fround(high - low) / count);
    const edge = (i: number): number => Math.fround(Math.fround(i * step) + low);
    return Array.from({ length: count + 1 }, (_, i) => (i === count ? high : edge(i)));
  },
  sum: () => new RoundedSum(Math.fround),
};

/** Rounds from the first part on: until then numpy adds plain Python numbers, which are doubles. */
class RoundedSum implements WeightSum {
  readonly #round: (value: number) => number;
  #value = 0;
  #hasParts = false;

  constructor(round: (value: number) => number) {
    this.#round = round;
  }

  get value(): number {
    return this.#value;
  }

  add(weight: number): void {
    this.#value = this.#hasParts ? this.#round(this.#value + this.#round(weight)) : this.#value + weight;
  }

  addPart(to: number, from: number, width: number, weight: number): void {
    const round = this.#round;
    const part = round(round(round(to - from) / round(width)) * round(weight));
    this.#value = round(round(this.#value) + part);
    this.#hasParts = true;
  }
}
