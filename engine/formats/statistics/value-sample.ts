import { type QuantileSummary, summarizeValues } from './quantile-summary.ts';

/** Up to this many values are kept as they are; of more, an even sample of this many. */
export const SAMPLE_SIZE = 65_536;

/**
 * Values for quantiles: all of them while they are few, then a uniform random sample (Li's algorithm L, 1994) from a
 * fixed seed. With 65,536 values a quantile's rank is off by 0.2 % of the whole (one standard deviation) at most; TFDV's own
 * sketch allows 1 %.
 */
export class ValueSample {
  #values = new Float64Array(64);
  #count = 0;
  /** How many values to pass over before the next is taken, and the state of algorithm L. */
  #skip = 0;
  #threshold = 1;
  readonly #random = new Random(0x2545f491);

  get count(): number {
    return this.#count;
  }

  /** Values seen and the values kept. */
  state(): { readonly count: number; readonly values: Float64Array } {
    return { count: this.#count, values: this.#values.slice(0, Math.min(this.#count, SAMPLE_SIZE)) };
  }

  summary(): QuantileSummary {
    const { count, values } = this.state();
    return summarizeValues(values, values.length === 0 ? 0 : count / values.length);
  }

  addAll(values: ArrayLike<number>, from = 0): void {
    let at = from;
    while (this.#count < SAMPLE_SIZE && at < values.length) this.#append(values[at++] as number);
    while (at < values.length) {
      const step = Math.min(this.#skip, values.length - at);
      at += step;
      this.#count += step;
      this.#skip -= step;
      if (at >= values.length) return;
      this.#values[Math.floor(this.#random.next() * SAMPLE_SIZE)] = values[at++] as number;
      this.#count++;
      this.#drawSkip();
    }
  }

  #append(value: number): void {
    if (this.#count === this.#values.length) {
      const grown = new Float64Array(Math.min(SAMPLE_SIZE, this.#count * 4));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.#count++] = value;
    if (this.#count === SAMPLE_SIZE) this.#drawSkip();
  }

  #drawSkip(): void {
    this.#threshold *= Math.exp(Math.log(this.#random.next()) / SAMPLE_SIZE);
    this.#skip = Math.floor(Math.log(this.#random.next()) / Math.log1p(-this.#threshold));
  }
}

/** Marsaglia's xorshift32: fast, and the same numbers on every machine. */
class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** Between 0 and 1, both excluded. */
  next(): number {
    let x = this.#state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#state = x;
    return ((x >>> 0) + 0.5) / 2 ** 32;
  }
}
