import { decodeFeature } from '../example/decode-example.ts';
import type { FeatureKind } from '../example/feature-value.ts';
import { forEachFloat, forEachInt, readBytes, readFloats, readInts } from '../example/read-values.ts';
import type { ScannedFeature } from '../example/scan-example.ts';
import { mergeCounts, type ValueCounts } from './common-statistics.ts';
import { LanguageAccumulator, type LanguageSnapshot, mergeLanguage } from './language-accumulator.ts';
import type { LanguageFeature, Token } from './language-feature.ts';
import { mergeNumeric, NO_NUMBERS, NumericAccumulator, type NumericSnapshot } from './numeric-accumulator.ts';
import { mergeStrings, NO_STRINGS, StringAccumulator, type StringSnapshot } from './string-accumulator.ts';
import { mergeWeighted, WeightedAccumulator, type WeightedSnapshot } from './weighted-accumulator.ts';

/** What is known of one feature over some records. */
export interface FeatureSnapshot {
  readonly kind: FeatureKind;
  /** Whether integers were counted by value, as text is. */
  readonly isCategorical: boolean;
  /** Whether byte strings are no text. */
  readonly isBytes: boolean;
  readonly valueCounts: ValueCounts;
  readonly numbers: NumericSnapshot;
  readonly strings: StringSnapshot;
  /** Null where the schema has no natural-language domain for it. */
  readonly language: LanguageSnapshot | null;
  /** Null where records have no weight. */
  readonly weighted: WeightedSnapshot | null;
}

/** Lists of fewer bytes are read value by value; for more, a copy of the whole list is faster. */
const FEW_FLOATS = 256;

/** TFDV stops at tokens that are not UTF-8; here what cannot be read is replaced. */
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** A feature of which no value was seen. */
export const NO_VALUES: FeatureSnapshot = {
  kind: 'bytes',
  isCategorical: false,
  isBytes: false,
  valueCounts: new Map(),
  numbers: NO_NUMBERS,
  strings: NO_STRINGS,
  language: null,
  weighted: null,
};

export interface FeatureOptions {
  /** Whether integers are counted by value, as text is. */
  readonly isCategorical?: boolean;
  /** Whether byte strings are no text, so that only their lengths matter. */
  readonly isBytes?: boolean;
  /** What the tokens of text, or of the numbers of words, are held against. */
  readonly language?: LanguageFeature | undefined;
}

/** Collects one feature of serialized Examples. */
export class FeatureAccumulator {
  readonly kind: FeatureKind;
  readonly #isCategorical: boolean;
  readonly #isBytes: boolean;
  readonly #valueCounts = new Map<number, number>();
  readonly #numbers: NumericAccumulator | null;
  readonly #strings: StringAccumulator | null;
  readonly #language: LanguageAccumulator | null;
  #weighted: WeightedAccumulator | null = null;

  constructor(kind: FeatureKind, options: FeatureOptions = {}) {
    const { language } = options;
    this.kind = kind;
    this.#isCategorical = kind === 'int' && options.isCategorical === true;
    this.#isBytes = kind === 'bytes' && options.isBytes === true;
    const isText = kind === 'bytes' || this.#isCategorical;
    this.#numbers = isText ? null : new NumericAccumulator();
    this.#strings = isText ? new StringAccumulator({ counts: !this.#isBytes }) : null;
    this.#language = language && kind !== 'float' ? new LanguageAccumulator(language) : null;
  }

  /** Gives the number of values. @throws RangeError when the values are not well-formed */
  add(bytes: Uint8Array, feature: ScannedFeature, weight: number | null = null): number {
    const length = this.#addValues(bytes, feature.start, feature.end);
    this.#valueCounts.set(length, (this.#valueCounts.get(length) ?? 0) + 1);
    this.#language?.add(this.#tokensOf(bytes, feature));
    if (weight !== null) this.#addWeighted(bytes, feature, weight);
    return length;
  }

  snapshot(): FeatureSnapshot {
    return {
      kind: this.kind,
      isCategorical: this.#isCategorical,
      isBytes: this.#isBytes,
      valueCounts: this.#valueCounts,
      numbers: this.#numbers?.snapshot() ?? NO_NUMBERS,
      strings: this.#strings?.snapshot() ?? NO_STRINGS,
      language: this.#language?.snapshot() ?? null,
      weighted: this.#weighted?.snapshot() ?? null,
    };
  }

  #addWeighted(bytes: Uint8Array, feature: ScannedFeature, weight: number): void {
    const value = decodeFeature(bytes, feature);
    if (!value) return;
    this.#weighted ??= new WeightedAccumulator(this.#isCategorical);
    this.#weighted.add(value, weight);
  }

  #tokensOf(bytes: Uint8Array, { start, end }: ScannedFeature): readonly Token[] {
    if (this.kind === 'int') return [...readInts(bytes, start, end)];
    return readBytes(bytes, start, end).map((value) => decoder.decode(value));
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
    isBytes: a.isBytes,
    valueCounts: mergeCounts(a.valueCounts, b.valueCounts),
    numbers: mergeNumeric(a.numbers, b.numbers),
    strings: mergeStrings(a.strings, b.strings),
    language: mergeLanguage(a.language, b.language),
    weighted: mergeWeighted(a.weighted, b.weighted),
  };
}
