/** Features that a schema declares to belong together: values with their indices, or with their weights. */
export interface CompositeFeature {
  readonly name: string;
  readonly kind: 'sparse' | 'weighted';
  /** The feature that holds the values; null where it is nested, as none of an Example is. */
  readonly value: string | null;
  /** The features that hold the indices, in the order of their names; or the one that holds the weights. */
  readonly parts: readonly (string | null)[];
}

/** How one index or weight feature fits the values. */
export interface PartSnapshot {
  /** Records that have another of the features and not this one. */
  readonly missing: number;
  /** Its number of values less that of the value feature, at least and at most; infinite while there was no record. */
  readonly minimumDifference: number;
  readonly maximumDifference: number;
}

export interface CompositeSnapshot {
  readonly feature: CompositeFeature;
  /** Records that have an index or a weight and no values. */
  readonly missingValue: number;
  readonly parts: readonly PartSnapshot[];
}

interface Tally {
  readonly feature: CompositeFeature;
  readonly valueSlot: number;
  readonly partSlots: readonly number[];
  missingValue: number;
  readonly parts: { missing: number; minimumDifference: number; maximumDifference: number }[];
}

/** The length of a feature that is missing. */
const MISSING = -1;
/** The slot of features that occur in no record. */
const NOWHERE = 0;

/**
 * Collects how the parts of composite features fit each other, record by record (TFDV,
 * statistics/generators/sparse_feature_stats_generator.py and weighted_feature_stats_generator.py).
 *
 * @example
 * accumulator.begin();
 * for (const { name, length } of features) accumulator.add(name, length);
 * accumulator.end();
 */
export class CompositeAccumulator {
  readonly #slots = new Map<string, number>();
  readonly #tallies: readonly Tally[];
  /** Of the record at hand, by slot. */
  readonly #lengths: Int32Array;

  constructor(features: readonly CompositeFeature[]) {
    this.#tallies = features.map((feature) => ({
      feature,
      valueSlot: this.#slotOf(feature.value),
      partSlots: feature.parts.map((part) => this.#slotOf(part)),
      missingValue: 0,
      parts: feature.parts.map(() => ({
        missing: 0,
        minimumDifference: Number.POSITIVE_INFINITY,
        maximumDifference: Number.NEGATIVE_INFINITY,
      })),
    }));
    this.#lengths = new Int32Array(this.#slots.size + 1);
  }

  begin(): void {
    this.#lengths.fill(MISSING);
  }

  /** A feature of the record that has a kind, and its number of values. */
  add(name: string, length: number): void {
    const slot = this.#slots.get(name);
    if (slot !== undefined) this.#lengths[slot] = length;
  }

  end(): void {
    for (const tally of this.#tallies) this.#count(tally);
  }

  snapshot(): CompositeSnapshot[] {
    return this.#tallies.map(({ feature, missingValue, parts }) => ({ feature, missingValue, parts }));
  }

  #slotOf(name: string | null): number {
    if (name === null) return NOWHERE;
    const slot = this.#slots.get(name) ?? this.#slots.size + 1;
    this.#slots.set(name, slot);
    return slot;
  }

  #count(tally: Tally): void {
    const lengthAt = (slot: number): number => this.#lengths[slot] ?? MISSING;
    const value = lengthAt(tally.valueSlot);
    if (value === MISSING && tally.partSlots.every((slot) => lengthAt(slot) === MISSING)) return;
    if (value === MISSING) tally.missingValue++;
    for (const [index, part] of tally.parts.entries()) {
      const length = lengthAt(tally.partSlots[index] ?? NOWHERE);
      const difference = Math.max(0, length) - Math.max(0, value);
      if (length === MISSING) part.missing++;
      part.minimumDifference = Math.min(part.minimumDifference, difference);
      part.maximumDifference = Math.max(part.maximumDifference, difference);
    }
  }
}

/** Of the same composite features, in the same order; either may be of no records at all. */
export function mergeComposites(
  a: readonly CompositeSnapshot[],
  b: readonly CompositeSnapshot[],
): readonly CompositeSnapshot[] {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  return a.map((one, index) => mergeComposite(one, b[index] ?? one));
}

function mergeComposite(a: CompositeSnapshot, b: CompositeSnapshot): CompositeSnapshot {
  return {
    feature: a.feature,
    missingValue: a.missingValue + b.missingValue,
    parts: a.parts.map((part, index) => mergePart(part, b.parts[index] ?? part)),
  };
}

function mergePart(a: PartSnapshot, b: PartSnapshot): PartSnapshot {
  return {
    missing: a.missing + b.missing,
    minimumDifference: Math.min(a.minimumDifference, b.minimumDifference),
    maximumDifference: Math.max(a.maximumDifference, b.maximumDifference),
  };
}
