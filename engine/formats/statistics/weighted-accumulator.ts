import type { FeatureValue } from '../example/feature-value.ts';
import { mergeCounts } from './common-statistics.ts';
import { keyOf } from './string-accumulator.ts';

/** What is known of a feature's values by the weights of their records. */
export interface WeightedSnapshot {
  /** Weight of the records that have the feature, and of all values. */
  readonly present: number;
  readonly values: number;
  /** Weight by number, where numbers are no categories; NaN is left out. */
  readonly numbers: ReadonlyMap<number, number>;
  /** Weight by text, by the digest of other bytes, or by the digits of an integer. */
  readonly strings: ReadonlyMap<string, number>;
}

/** Distinct numbers kept; of more, neighbours are put together. */
const MAXIMUM_NUMBERS = 262_144;
const KEPT_NUMBERS = 32_768;

/** Collects one feature by the weights of its records. */
export class WeightedAccumulator {
  #present = 0;
  #values = 0;
  #numbers = new Map<number, number>();
  readonly #strings = new Map<string, number>();
  readonly #isCategorical: boolean;

  /** Integers that are categories are weighed as text is. */
  constructor(isCategorical: boolean) {
    this.#isCategorical = isCategorical;
  }

  add(value: FeatureValue, weight: number): void {
    this.#present += weight;
    this.#values += weight * value.values.length;
    if (value.kind === 'bytes') {
      for (const bytes of value.values) addWeight(this.#strings, keyOf(bytes), weight);
      return;
    }
    if (this.#isCategorical) {
      for (const one of value.values) addWeight(this.#strings, String(one), weight);
      return;
    }
    for (const one of value.values) {
      const number = Number(one);
      if (!Number.isNaN(number)) addWeight(this.#numbers, number, weight);
    }
    if (this.#numbers.size > MAXIMUM_NUMBERS) this.#numbers = joinNeighbours(this.#numbers);
  }

  snapshot(): WeightedSnapshot {
    return { present: this.#present, values: this.#values, numbers: this.#numbers, strings: this.#strings };
  }
}

export function mergeWeighted(
  a: WeightedSnapshot | null,
  b: WeightedSnapshot | null,
): WeightedSnapshot | null {
  if (!a || !b) return a ?? b;
  const numbers = mergeCounts(a.numbers, b.numbers);
  return {
    present: a.present + b.present,
    values: a.values + b.values,
    numbers: numbers.size > MAXIMUM_NUMBERS ? joinNeighbours(numbers) : numbers,
    strings: mergeCounts(a.strings, b.strings),
  };
}

function addWeight<Key>(weights: Map<Key, number>, key: Key, weight: number): void {
  weights.set(key, (weights.get(key) ?? 0) + weight);
}

/** Puts sorted neighbours together under the greater, so that each group has about an equal part of the weight. */
function joinNeighbours(numbers: ReadonlyMap<number, number>): Map<number, number> {
  const sorted = [...numbers].sort(([a], [b]) => a - b);
  const total = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  const joined = new Map<number, number>();
  let pending = 0;
  for (const [index, [value, weight]] of sorted.entries()) {
    pending += weight;
    if (pending < total / KEPT_NUMBERS && index + 1 < sorted.length) continue;
    joined.set(value, pending);
    pending = 0;
  }
  return joined;
}
