import { decodeFeature } from '../example/decode-example.ts';
import type { FeatureKind } from '../example/feature-value.ts';
import { forEachFloat, forEachInt, readBytes, readFloats } from '../example/read-values.ts';
import type { ScannedFeature } from '../example/scan-example.ts';
import { mergeCounts, type ValueCounts } from './common-statistics.ts';
import { mergeNumeric, NO_NUMBERS, NumericAccumulator, type NumericSnapshot } from './numeric-accumulator.ts';
import { mergeStrings, NO_STRINGS, StringAccumulator, type StringSnapshot } from './string-accumulator.ts';
import { mergeWeighted, WeightedAccumulator, type WeightedSnapshot } from './weighted-accumulator.ts';

/** What is known of one feature over some records. */
export interface FeatureSnapshot {
  readonly kind: FeatureKind;
  /** Whether integers were counted by value, as text is. */
  readonly isCategorical: boolean;
  readonly valueCounts: ValueCounts;
  readonly numbers: NumericSnapshot;
  readonly strings: StringSnapshot;
  /** Null where records have no weight. */
  readonly weighted: WeightedSnapshot | null;
}

/** Lists of fewer bytes are read value by value; for more, a copy of the whole list is faster. */
const FEW_FLOATS = 256;

/** A feature of which no value was seen. */
export const NO_VALUES: FeatureSnapshot = {
  kind: 'bytes',
  isCategorical: false,
  valueCounts: new Map(),
  numbers: NO_NUMBERS,
  strings: NO_STRINGS,
  weighted: null,
};

/** Collects one feature of serialized Examples. */
export class FeatureAccumulator {
  readonly kind: FeatureKind;
  readonly #isCategorical: boolean;
  readonly #valueCounts = new Map<number, number>();
  readonly #numbers: NumericAccumulator | null;
  readonly #strings: StringAccumulator | null;
  #weighted: WeightedAccumulator | null = null;

  /** Integers of a categorical feature are counted by value, as text is. */
  constructor(kind: FeatureKind, isCategorical = false) {
    this.kind = kind;
    this.#isCategorical = isCategorical;
    const isText = kind === 'bytes' || isCategorical;
    this.#numbers = isText ? null : new NumericAccumulator();
    this.#strings = isText ? new StringAccumulator() : null;
  }

  /** @throws RangeError when the values are not well-formed */
  add(bytes: Uint8Array, feature: ScannedFeature, weight: number | null = null): void {
    const length = this.#addValues(bytes, feature.start, feature.end);
    this.#valueCounts.set(length, (this.#valueCounts.get(length) ?? 0) + 1);
    const value = weight === null ? undefined : decodeFeature(bytes, feature);
    if (weight === null || !value) return;
    this.#weighted ??= new WeightedAccumulator();
    this.#weighted.add(value, weight);
  }

  snapshot(): FeatureSnapshot {
    return {
      kind: this.kind,
      isCategorical: this.#isCategorical,
      valueCounts: this.#valueCounts,
      numbers: this.#numbers?.snapshot() ?? NO_NUMBERS,
      strings: this.#strings?.snapshot() ?? NO_STRINGS,
      weighted: this.#weighted?.snapshot() ?? null,
    };
  }

  #addValues(bytes: Uint8Array, start: number, end: number): number {
    const strings = this.#strings;
    if (strings && this.kind === 'int')
      return forEachInt(bytes, start, end, (value) => strings.add(Buffer.from(String(value))));
    if (strings) {
      const values = readBytes(bytes, start, end);
      for (const value of values) strings.add(value);
      return values.length;
    }
    if (this.kind === 'int') {
      return forEachInt(bytes, start, end, (value) => this.#numbers?.addNumber(Number(value)));
    }
    if (end - start < FEW_FLOATS) {
      return forEachFloat(bytes, start, end, (value) => this.#numbers?.addNumber(value));
    }
    const values = readFloats(bytes, start, end);
    this.#numbers?.addFloats(values);
    return values.length;
  }
}

export function mergeFeatures(a: FeatureSnapshot, b: FeatureSnapshot): FeatureSnapshot {
  return {
    kind: a.kind,
    isCategorical: a.isCategorical,
    valueCounts: mergeCounts(a.valueCounts, b.valueCounts),
    numbers: mergeNumeric(a.numbers, b.numbers),
    strings: mergeStrings(a.strings, b.strings),
    weighted: mergeWeighted(a.weighted, b.weighted),
  };
}
