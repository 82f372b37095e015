import type { FeatureKind } from './feature-value.ts';
import { sizeOfField, sizeOfInt, sizeOfVarint, WireWriter } from './wire-writer.ts';

export interface RowColumn {
  readonly name: string;
  readonly kind: FeatureKind;
}

const FIELD = { bytes: 1, float: 2, int: 3 } as const;
/** Room before the features for the tag and length of Example.features, which are known last. */
const HEAD = 16;
const FIRST_BYTES = 1 << 16;
/** Readers take no larger ones. */
const MAXIMUM_RECORD_BYTES = 2 ** 30;
/** Whole words are copied, so a cell's head may be followed by three bytes of another's until its value is written. */
const WORD = 4;
/** Text of fewer bytes has its cell's head made once; it is short that most text is. */
const KNOWN_LENGTHS = 128;

/** What a cell consists of before its value, padded to whole words. */
interface CellHead {
  readonly words: Int32Array;
  readonly length: number;
}

/** A whole cell, for a value that occurs often. */
export type PreparedCell = CellHead;

interface Column {
  readonly name: Uint8Array;
  readonly kind: FeatureKind;
  /** The cell of a feature of no kind, that of an empty list, and the head of a single float. */
  readonly unset: CellHead;
  readonly empty: CellHead;
  readonly float: CellHead;
  /** Heads of cells with one value of this many bytes. */
  readonly bySize: (CellHead | undefined)[];
}

/**
 * Serializes the rows of a table as tf.Examples, to the bytes `encodeExample` gives. What a column's cells have in
 * common is made once, and rows are written over each other into one buffer: a cell costs a copy of 20 to 40 bytes.
 *
 * @example
 * const writer = new RowWriter([{ name: 'fare', kind: 'float' }]);
 * writer.float(0, 12.5);
 * const record = writer.finish(); // a view, valid until the next row is begun
 */
export class RowWriter {
  readonly #columns: readonly Column[];
  // No Buffer: views of plain arrays are made faster, and each row is one.
  #bytes = new Uint8Array(FIRST_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #position = HEAD;

  /** Columns in the order of `compareNames`, in which the cells of each row are to be written. */
  constructor(columns: readonly RowColumn[]) {
    this.#columns = columns.map(makeColumn);
  }

  /** A feature of which no kind is set. */
  unset(column: number): void {
    this.#head((this.#columns[column] as Column).unset);
  }

  /** A feature without values. */
  empty(column: number): void {
    this.#head((this.#columns[column] as Column).empty);
  }

  float(column: number, value: number): void {
    this.#head((this.#columns[column] as Column).float);
    this.#view.setFloat32(this.#position, value, true);
    this.#position += 4;
  }

  int(column: number, value: number | bigint): void {
    this.#head(headForSize(this.#columns[column] as Column, sizeOfInt(value)));
    this.#int(value);
  }

  /** The bytes of `source` from `start` to `end`. */
  bytes(column: number, source: Uint8Array, start: number, end: number): void {
    const size = end - start;
    this.#reserve(size);
    this.#head(headForSize(this.#columns[column] as Column, size));
    const target = this.#bytes;
    if (size < 32) for (let i = start, at = this.#position; i < end; i++) target[at++] = source[i] as number;
    else target.set(source.subarray(start, end), this.#position);
    this.#position += size;
  }

  /** A list of numbers, or of byte strings, with any number of values. */
  list(column: number, values: readonly (number | bigint | Uint8Array)[]): void {
    const one = this.#columns[column] as Column;
    const content = values.reduce<number>((size, value) => size + sizeInList(value, one.kind), 0);
    this.#reserve(content);
    this.#head(headOf(one, one.kind === 'bytes' ? content : sizeOfField(content)));
    if (one.kind !== 'bytes') this.#field(content);
    for (const value of values) this.#listed(value, one.kind);
  }

  /** What `write` writes as the next cell, kept to be written again. */
  prepare(write: () => void): PreparedCell {
    const start = this.#position;
    write();
    return padded(this.#bytes.subarray(start, this.#position));
  }

  copy(cell: PreparedCell): void {
    this.#head(cell);
  }

  /** The row as a serialized Example: a view, valid until the next cell is written. */
  finish(): Uint8Array<ArrayBuffer> {
    const size = this.#position - HEAD;
    const start = HEAD - sizeOfVarint(size) - 1;
    const end = this.#position;
    this.#position = start;
    this.#field(size);
    this.#position = HEAD;
    return this.#bytes.subarray(start, end);
  }

  #listed(value: number | bigint | Uint8Array, kind: FeatureKind): void {
    if (kind === 'int') this.#int(value as number | bigint);
    else if (kind === 'float') {
      this.#view.setFloat32(this.#position, Number(value), true);
      this.#position += 4;
    } else {
      this.#field((value as Uint8Array).length);
      this.#bytes.set(value as Uint8Array, this.#position);
      this.#position += (value as Uint8Array).length;
    }
  }

  #head({ words, length }: CellHead): void {
    this.#reserve(length);
    const view = this.#view;
    const start = this.#position;
    for (let i = 0; i < words.length; i++) view.setInt32(start + i * WORD, words[i] as number, true);
    this.#position = start + length;
  }

  /** Tag 1 and a length. */
  #field(length: number): void {
    this.#bytes[this.#position++] = (1 << 3) | 2;
    this.#int(length);
  }

  #int(value: number | bigint): void {
    const bytes = this.#bytes;
    let at = this.#position;
    if (value < 0 || value > Number.MAX_SAFE_INTEGER) {
      let rest = BigInt.asUintN(64, BigInt(value));
      for (; rest >= 128n; rest >>= 7n) bytes[at++] = Number(rest & 127n) | 128;
      bytes[at++] = Number(rest);
    } else {
      let rest = Number(value);
      for (; rest >= 2 ** 31; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) | 128;
      for (; rest >= 128; rest >>>= 7) bytes[at++] = (rest & 127) | 128;
      bytes[at++] = rest;
    }
    this.#position = at;
  }

  /** Makes room for a cell with so many bytes, besides the largest number. @throws RangeError for too large a record */
  #reserve(size: number): void {
    const needed = this.#position + size + 2 * HEAD;
    if (needed <= this.#bytes.length) return;
    if (needed > MAXIMUM_RECORD_BYTES) throw new RangeError('a record would take more than 1 GiB');
    const grown = new Uint8Array(Math.min(needed * 2, MAXIMUM_RECORD_BYTES));
    grown.set(this.#bytes.subarray(0, this.#position));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

function makeColumn({ name: text, kind }: RowColumn): Column {
  const name = Buffer.from(text);
  const common = { name, kind };
  return {
    ...common,
    unset: headOf(common, -1),
    empty: headOf(common, 0),
    float: kind === 'float' ? singleHead(common, 4) : headOf(common, 0),
    bySize: Array.from({ length: KNOWN_LENGTHS }, () => undefined),
  };
}

function headForSize(column: Column, size: number): CellHead {
  const known = column.bySize[size];
  if (known) return known;
  const made = singleHead(column, size);
  if (size < KNOWN_LENGTHS) column.bySize[size] = made;
  return made;
}

/** The head of a cell with one value of so many bytes. */
function singleHead(column: Pick<Column, 'name' | 'kind'>, size: number): CellHead {
  return headOf(column, sizeOfField(size), size);
}

/** The head of a cell whose list takes so many bytes (-1 for no list), up to its only value where that is given. */
function headOf({ name, kind }: Pick<Column, 'name' | 'kind'>, list: number, value?: number): CellHead {
  const feature = list < 0 ? 0 : sizeOfField(list);
  const entry = sizeOfField(name.length) + sizeOfField(feature);
  const length =
    sizeOfField(entry) - Math.max(0, list) + (value === undefined ? 0 : sizeOfField(value) - value);
  const writer = new WireWriter(length);
  writer.field(1, entry);
  writer.field(1, name.length);
  writer.raw(name);
  writer.field(2, feature);
  if (list >= 0) writer.field(FIELD[kind], list);
  if (value !== undefined) writer.field(1, value);
  return padded(writer.bytes.subarray(0, length));
}

function padded(bytes: Uint8Array): CellHead {
  const words = new Int32Array(Math.ceil(bytes.length / WORD));
  new Uint8Array(words.buffer).set(bytes);
  return { words, length: bytes.length };
}

function sizeInList(value: number | bigint | Uint8Array, kind: FeatureKind): number {
  if (kind === 'float') return 4;
  return kind === 'int' ? sizeOfInt(value as number | bigint) : sizeOfField((value as Uint8Array).length);
}
