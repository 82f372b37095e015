import { BLOCK_ROWS, RowBlock } from '../example/row-block.ts';
import { type ColumnReader, columnReader } from './column-reader.ts';
import { decompressorsFor } from './decompressors.ts';
import type { GroupColumn, LeafColumn } from './leaf-column.ts';

/**
 * Serializes the rows of a row group as tf.Examples, as TFX does for Parquet: null and an empty list become a feature
 * without a kind.
 */
export class RowGroup {
  readonly #columns: readonly ColumnReader[];
  readonly #block = new RowBlock();
  #row = 0;
  /** Rows of the block, and how many of them were given out. */
  #encoded = 0;
  #given = 0;

  private constructor(columns: readonly LeafColumn[], descriptor: number) {
    this.#columns = columns.map((column) => columnReader(column, descriptor));
  }

  /** `columns` are those of `groupColumns`, `descriptor` is that of the open file. */
  static async open(columns: readonly GroupColumn[], descriptor: number): Promise<RowGroup> {
    const compressors = await decompressorsFor(columns);
    return new RowGroup(
      columns.map((column) => ({ ...column, compressors })),
      descriptor,
    );
  }

  /** Number, within the group, of the row that `encode` gives next. */
  get row(): number {
    return this.#row;
  }

  skip(rows: number): void {
    const waiting = Math.min(rows, this.#encoded - this.#given);
    if (rows > waiting) for (const column of this.#columns) column.skip(rows - waiting);
    this.#given += waiting;
    this.#row += rows;
  }

  /**
   * The next row; valid until the one after it is encoded.
   * @throws Error for a damaged page, TypeError for a value that does not fit its column's kind
   */
  encode(): Uint8Array<ArrayBuffer> {
    if (this.#given === this.#encoded) this.#encodeBlock();
    this.#row++;
    return this.#block.record(this.#given++);
  }

  #encodeBlock(): void {
    let rows = BLOCK_ROWS;
    for (const column of this.#columns) rows = Math.min(rows, column.available());
    this.#block.begin();
    for (const column of this.#columns) column.measure(rows, this.#block);
    [this.#encoded, this.#given] = [this.#block.layOut(rows), 0];
    for (const column of this.#columns) column.write(this.#encoded, this.#block);
  }
}
