import { compareNames } from '../example/encode-example.ts';
import { RowWriter } from '../example/row-writer.ts';
import { type ColumnReader, columnReader } from './column-reader.ts';
import { leafColumn } from './leaf-column.ts';
import type { ParquetFile } from './open-parquet.ts';

/**
 * Serializes the rows of a row group as tf.Examples, as TFX does for Parquet: null and an empty list become a feature
 * without a kind.
 */
export class RowGroup {
  readonly #columns: readonly ColumnReader[];
  readonly #writer: RowWriter;
  #row = 0;

  /** `descriptor` is that of the open file. */
  constructor(parquet: ParquetFile, descriptor: number, group: number) {
    const columns = parquet.columns
      .map((column) => ({ ...column, key: Buffer.from(column.name) }))
      .sort((a, b) => compareNames(a.key, b.key));
    this.#columns = columns.map((column) => columnReader(leafColumn(parquet, group, column), descriptor));
    this.#writer = new RowWriter(columns);
  }

  /** Number, within the group, of the row that is encoded next. */
  get row(): number {
    return this.#row;
  }

  skip(rows: number): void {
    for (const column of this.#columns) column.skip(rows);
    this.#row += rows;
  }

  /**
   * The next row; valid until the one after it is encoded.
   * @throws Error for a damaged page, TypeError for a value that does not fit its column's kind
   */
  encode(): Uint8Array<ArrayBuffer> {
    for (let i = 0; i < this.#columns.length; i++) (this.#columns[i] as ColumnReader).write(this.#writer, i);
    this.#row++;
    return this.#writer.finish();
  }
}
