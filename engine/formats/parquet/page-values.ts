import type { CellHead, CellHeads } from '../example/cell-heads.ts';
import type { FeatureKind } from '../example/feature-value.ts';
import type { RowBlock } from '../example/row-block.ts';
import { RowWriter } from '../example/row-writer.ts';
import { putInt, sizeOfInt } from '../example/wire-writer.ts';

/** What a tf.Example can hold. */
export type Scalar = number | bigint | Uint8Array;

/** Rows of a block that have a value, and the number of the first one's value in its page; the others' follow. */
export interface PresentRows {
  readonly rows: Int32Array;
  readonly count: number;
  readonly first: number;
}

/** The decoded values of a page by number; nulls are not counted. */
export interface PageValues {
  /** Adds the sizes of some cells with one value each to those of their rows. */
  measure(present: PresentRows, heads: CellHeads, block: RowBlock): void;
  /** Writes these cells. */
  write(present: PresentRows, heads: CellHeads, block: RowBlock): void;
  at(index: number): Scalar;
}

/** Values that do not refer to others. */
export interface PlainValues extends PageValues {
  /** The values at some places. */
  gather(places: Int32Array): PlainValues;
}

const FLOAT_BYTES = 4;

export class FloatValues implements PlainValues {
  readonly #numbers: Float32Array | Float64Array;

  constructor(numbers: Float32Array | Float64Array) {
    this.#numbers = numbers;
  }

  measure({ rows, count }: PresentRows, heads: CellHeads, { sizes }: RowBlock): void {
    const size = heads.float.length + FLOAT_BYTES;
    for (let i = 0; i < count; i++) sizes[rows[i] as number] = (sizes[rows[i] as number] as number) + size;
  }

  write({ rows, count, first }: PresentRows, heads: CellHeads, block: RowBlock): void {
    const numbers = this.#numbers;
    const { view, positions } = block;
    const head = heads.float;
    for (let i = 0; i < count; i++) {
      const row = rows[i] as number;
      const at = block.put(row, head);
      view.setFloat32(at, numbers[first + i] as number, true);
      positions[row] = at + FLOAT_BYTES;
    }
  }

  at(index: number): number {
    return this.#numbers[index] as number;
  }

  gather(places: Int32Array): FloatValues {
    return new FloatValues(gatherNumbers(this.#numbers, places));
  }
}

/** Integers that are exact as numbers. */
export class IntegerValues implements PlainValues {
  readonly #numbers: Int32Array | Uint32Array | Float64Array;

  constructor(numbers: Int32Array | Uint32Array | Float64Array) {
    this.#numbers = numbers;
  }

  measure({ rows, count, first }: PresentRows, heads: CellHeads, { sizes }: RowBlock): void {
    const numbers = this.#numbers;
    for (let i = 0; i < count; i++) {
      const row = rows[i] as number;
      const size = sizeOfInt(numbers[first + i] as number);
      sizes[row] = (sizes[row] as number) + heads.single(size).length + size;
    }
  }

  write({ rows, count, first }: PresentRows, heads: CellHeads, block: RowBlock): void {
    const numbers = this.#numbers;
    const { bytes, positions } = block;
    for (let i = 0; i < count; i++) {
      const row = rows[i] as number;
      const value = numbers[first + i] as number;
      positions[row] = putInt(bytes, block.put(row, heads.single(sizeOfInt(value))), value);
    }
  }

  at(index: number): number {
    return this.#numbers[index] as number;
  }

  gather(places: Int32Array): IntegerValues {
    return new IntegerValues(gatherNumbers(this.#numbers, places));
  }
}

/** Values of any type. */
export class ScalarValues implements PlainValues {
  readonly #values: readonly Scalar[];

  constructor(values: readonly Scalar[]) {
    this.#values = values;
  }

  /** Values as hyparquet gives them. @throws TypeError for a value that does not fit its column's kind */
  static from(values: ArrayLike<unknown>, kind: FeatureKind): ScalarValues {
    return new ScalarValues(Array.from(values, (value) => toScalar(value, kind)));
  }

  measure({ rows, count, first }: PresentRows, heads: CellHeads, { sizes }: RowBlock): void {
    for (let i = 0; i < count; i++) {
      const row = rows[i] as number;
      const size = sizeOfScalar(this.#values[first + i] as Scalar, heads.kind);
      sizes[row] = (sizes[row] as number) + heads.single(size).length + size;
    }
  }

  write({ rows, count, first }: PresentRows, heads: CellHeads, block: RowBlock): void {
    for (let i = 0; i < count; i++) {
      const row = rows[i] as number;
      const value = this.#values[first + i] as Scalar;
      const size = sizeOfScalar(value, heads.kind);
      const at = block.put(row, heads.single(size));
      if (value instanceof Uint8Array) putBytes(block.bytes, at, value);
      else if (heads.kind === 'int') putInt(block.bytes, at, value);
      else block.view.setFloat32(at, Number(value), true);
      block.positions[row] = at + size;
    }
  }

  at(index: number): Scalar {
    return this.#values[index] as Scalar;
  }

  gather(places: Int32Array): ScalarValues {
    return new ScalarValues(Array.from(places, (place) => this.at(place)));
  }
}

/** Places in a dictionary whose values occur often, each kept as a whole cell once it was met. */
export class DictionaryValues implements PageValues {
  readonly #places: Int32Array;
  readonly #dictionary: CellDictionary;

  constructor(places: Int32Array, dictionary: CellDictionary) {
    this.#places = places;
    this.#dictionary = dictionary;
  }

  measure({ rows, count, first }: PresentRows, _: CellHeads, { sizes }: RowBlock): void {
    for (let i = 0; i < count; i++) {
      const row = rows[i] as number;
      const { length } = this.#dictionary.cell(this.#places[first + i] as number);
      sizes[row] = (sizes[row] as number) + length;
    }
  }

  write({ rows, count, first }: PresentRows, _: CellHeads, block: RowBlock): void {
    for (let i = 0; i < count; i++)
      block.put(rows[i] as number, this.#dictionary.cell(this.#places[first + i] as number));
  }

  at(index: number): Scalar {
    return this.#dictionary.values.at(this.#places[index] as number);
  }
}

/** The values of a dictionary as whole cells of a column, so that writing one is a copy. */
export class CellDictionary {
  readonly values: PlainValues;
  readonly #cells: (CellHead | undefined)[];
  readonly #writer: RowWriter;
  readonly #kind: FeatureKind;

  constructor(
    values: PlainValues,
    size: number,
    column: { readonly name: string; readonly kind: FeatureKind },
  ) {
    this.values = values;
    this.#cells = new Array(size);
    this.#writer = new RowWriter([column]);
    this.#kind = column.kind;
  }

  cell(place: number): CellHead {
    const known = this.#cells[place];
    if (known) return known;
    const made = this.#writer.prepare(() => this.#write(this.values.at(place)));
    this.#cells[place] = made;
    return made;
  }

  #write(value: Scalar): void {
    if (value instanceof Uint8Array) this.#writer.bytes(0, value, 0, value.length);
    else if (this.#kind === 'int') this.#writer.int(0, value);
    else this.#writer.float(0, Number(value));
  }
}

/** A loop, since `from` would take its values through an iterator. */
function gatherNumbers(numbers: ArrayLike<number>, places: Int32Array): Float64Array {
  const gathered = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) gathered[i] = numbers[places[i] as number] as number;
  return gathered;
}

function sizeOfScalar(value: Scalar, kind: FeatureKind): number {
  if (value instanceof Uint8Array) return value.length;
  return kind === 'int' ? sizeOfInt(value) : FLOAT_BYTES;
}

/** Below this a copy byte by byte is faster than a call of `set`. */
const SHORT = 32;

function putBytes(target: Uint8Array, offset: number, value: Uint8Array): void {
  if (value.length >= SHORT) target.set(value, offset);
  else for (let i = 0; i < value.length; i++) target[offset + i] = value[i] as number;
}

/** Times become text in ISO 8601, as in TFX. */
function toScalar(value: unknown, kind: FeatureKind): Scalar {
  if (kind === 'bytes') {
    if (value instanceof Uint8Array) return value;
    return Buffer.from(value instanceof Date ? value.toISOString() : String(value));
  }
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return kind === 'float' || Number.isSafeInteger(number) ? number : value;
  }
  if (typeof value === 'boolean') return Number(value);
  throw new TypeError(`a value of type ${typeof value} is no ${kind}`);
}
