import type { FeatureKind } from '../example/feature-value.ts';
import type { PreparedCell, RowWriter } from '../example/row-writer.ts';

/** What a tf.Example can hold. */
export type Scalar = number | bigint | Uint8Array;

/** The decoded values of a page by number; nulls are not counted. */
export interface PageValues {
  /** Writes a value as a cell of its own. */
  write(writer: RowWriter, column: number, index: number): void;
  at(index: number): Scalar;
}

export class FloatValues implements PageValues {
  readonly #numbers: Float32Array | Float64Array;

  constructor(numbers: Float32Array | Float64Array) {
    this.#numbers = numbers;
  }

  write(writer: RowWriter, column: number, index: number): void {
    writer.float(column, this.#numbers[index] as number);
  }

  at(index: number): number {
    return this.#numbers[index] as number;
  }
}

/** Integers that are exact as numbers. */
export class IntegerValues implements PageValues {
  readonly #numbers: Int32Array | Uint32Array | Float64Array;

  constructor(numbers: Int32Array | Uint32Array | Float64Array) {
    this.#numbers = numbers;
  }

  write(writer: RowWriter, column: number, index: number): void {
    writer.int(column, this.#numbers[index] as number);
  }

  at(index: number): number {
    return this.#numbers[index] as number;
  }
}

/** Values as hyparquet gives them. */
export class ObjectValues implements PageValues {
  readonly #values: ArrayLike<unknown>;
  readonly #kind: FeatureKind;

  constructor(values: ArrayLike<unknown>, kind: FeatureKind) {
    this.#values = values;
    this.#kind = kind;
  }

  write(writer: RowWriter, column: number, index: number): void {
    const value = this.at(index);
    if (value instanceof Uint8Array) writer.bytes(column, value, 0, value.length);
    else if (this.#kind === 'int') writer.int(column, value);
    else writer.float(column, Number(value));
  }

  /** @throws TypeError for a value that does not fit its column's kind */
  at(index: number): Scalar {
    return toScalar(this.#values[index], this.#kind);
  }
}

/** Places in a dictionary. */
export class DictionaryValues implements PageValues {
  readonly #places: Int32Array;
  readonly #dictionary: Dictionary;

  constructor(places: Int32Array, dictionary: Dictionary) {
    this.#places = places;
    this.#dictionary = dictionary;
  }

  write(writer: RowWriter, column: number, index: number): void {
    const { cells, values } = this.#dictionary;
    const place = this.#places[index] as number;
    const cell = cells?.[place];
    if (cell) writer.copy(cell);
    else if (cells) cells[place] = writer.prepare(() => values.write(writer, column, place));
    else values.write(writer, column, place);
  }

  at(index: number): Scalar {
    return this.#dictionary.values.at(this.#places[index] as number);
  }
}

export interface Dictionary {
  readonly size: number;
  readonly values: PageValues;
  /** Values that were met before as whole cells, so that writing them is a copy; null where that saves nothing. */
  readonly cells: (PreparedCell | undefined)[] | null;
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
