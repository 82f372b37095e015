import { type CellHead, CellHeads, padHead, putHead, type TableColumn } from './cell-heads.ts';
import type { FeatureKind } from './feature-value.ts';
import { MAXIMUM_RECORD_BYTES, refuseOversized } from './record-limit.ts';
import { putInt, sizeOfField, sizeOfInt, sizeOfVarint } from './wire-writer.ts';

/** Room before the features for the tag and length of Example.features, which are known last. */
const HEAD = 16;
const FIRST_BYTES = 1 << 12;

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
  readonly #columns: readonly CellHeads[];
  // No Buffer: views of plain arrays are made faster, and each row is one.
  #bytes = new Uint8Array(FIRST_BYTES);
  #view = new DataView(this.#bytes.buffer);
  #position = HEAD;

  /** Columns in the order of `compareNames`, in which the cells of each row are to be written. */
  constructor(columns: readonly TableColumn[]) {
    this.#columns = columns.map((column) => new CellHeads(column));
  }

  /** A feature of which no kind is set. */
  unset(column: number): void {
    this.#head((this.#columns[column] as CellHeads).unset);
  }

  /** A feature without values. */
  empty(column: number): void {
    this.#head((this.#columns[column] as CellHeads).empty);
  }

  float(column: number, value: number): void {
    this.#head((this.#columns[column] as CellHeads).float);
    this.#view.setFloat32(this.#position, value, true);
    this.#position += 4;
  }

  int(column: number, value: number | bigint): void {
    this.#head((this.#columns[column] as CellHeads).single(sizeOfInt(value)));
    this.#int(value);
  }

  /** The bytes of `source` from `start` to `end`. */
  bytes(column: number, source: Uint8Array, start: number, end: number): void {
    const size = end - start;
    this.#reserve(size);
    this.#head((this.#columns[column] as CellHeads).single(size));
    const target = this.#bytes;
    if (size < 32) for (let i = start, at = this.#position; i < end; i++) target[at++] = source[i] as number;
    else target.set(source.subarray(start, end), this.#position);
    this.#position += size;
  }

  /** A list of numbers, or of byte strings, with any number of values. */
  list(column: number, values: readonly (number | bigint | Uint8Array)[]): void {
    const one = this.#columns[column] as CellHeads;
    const content = values.reduce<number>((size, value) => size + sizeInList(value, one.kind), 0);
    this.#reserve(content);
    this.#head(one.list(one.kind === 'bytes' ? content : sizeOfField(content)));
    if (one.kind !== 'bytes') this.#field(content);
    for (const value of values) this.#listed(value, one.kind);
  }

  /** What `write` would write as the next cell, kept for a `RowBlock`. */
  prepare(write: () => void): CellHead {
    const start = this.#position;
    write();
    const cell = padHead(this.#bytes.subarray(start, this.#position));
    this.#position = start;
    return cell;
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

  #head(head: CellHead): void {
    this.#reserve(head.length);
    this.#position = putHead(this.#view, this.#position, head);
  }

  /** Tag 1 and a length. */
  #field(length: number): void {
    this.#bytes[this.#position++] = (1 << 3) | 2;
    this.#int(length);
  }

  #int(value: number | bigint): void {
    this.#position = putInt(this.#bytes, this.#position, value);
  }

  /** Makes room for a cell with so many bytes, besides the largest number. @throws RangeError for too large a record */
  #reserve(size: number): void {
    const needed = this.#position + size + 2 * HEAD;
    if (needed <= this.#bytes.length) return;
    refuseOversized(needed);
    const grown = new Uint8Array(Math.min(needed * 2, MAXIMUM_RECORD_BYTES));
    grown.set(this.#bytes.subarray(0, this.#position));
    this.#bytes = grown;
    this.#view = new DataView(grown.buffer);
  }
}

function sizeInList(value: number | bigint | Uint8Array, kind: FeatureKind): number {
  if (kind === 'float') return 4;
  return kind === 'int' ? sizeOfInt(value as number | bigint) : sizeOfField((value as Uint8Array).length);
}
