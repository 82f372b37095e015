import { compareNames } from '../example/encode-example.ts';
import { RowWriter } from '../example/row-writer.ts';
import type { ParquetColumn } from './open-parquet.ts';

/** Gives the values of a column, one a call: null, a scalar, or a list of scalars. */
export interface CellReader {
  next(): unknown;
}

interface Column extends ParquetColumn {
  readonly cells: CellReader;
}

type Scalar = number | bigint | Uint8Array;

/**
 * Serializes rows of columns as tf.Examples, as TFX does for Parquet: null and an empty list become a feature without a
 * kind, times become text in ISO 8601.
 */
export class ColumnEncoder {
  readonly #columns: readonly Column[];
  readonly #writer: RowWriter;

  constructor(columns: readonly ParquetColumn[], cells: readonly CellReader[]) {
    this.#columns = columns
      .flatMap((column, index) => {
        const one = cells[index];
        return one ? [{ ...column, cells: one, key: Buffer.from(column.name) }] : [];
      })
      .sort((a, b) => compareNames(a.key, b.key));
    this.#writer = new RowWriter(this.#columns);
  }

  /**
   * The next row; valid until the one after it is encoded.
   * @throws TypeError for a value that does not fit its column's kind
   */
  encode(): Uint8Array<ArrayBuffer> {
    for (let i = 0; i < this.#columns.length; i++) {
      const { kind, cells } = this.#columns[i] as Column;
      const value = cells.next();
      if (value === null) this.#writer.unset(i);
      else if (typeof value === 'number' && kind === 'float') this.#writer.float(i, value);
      else if (Array.isArray(value)) this.#writeList(i, kind, value.flat(Number.POSITIVE_INFINITY));
      else this.#writeScalar(i, kind, toScalar(value, kind));
    }
    return this.#writer.finish();
  }

  #writeScalar(i: number, kind: ParquetColumn['kind'], value: Scalar): void {
    if (value instanceof Uint8Array) this.#writer.bytes(i, value, 0, value.length);
    else if (kind === 'int') this.#writer.int(i, value);
    else this.#writer.float(i, Number(value));
  }

  #writeList(i: number, kind: ParquetColumn['kind'], values: readonly unknown[]): void {
    if (values.length === 0) this.#writer.unset(i);
    else
      this.#writer.list(
        i,
        values.map((value) => toScalar(value, kind)),
      );
  }
}

function toScalar(value: unknown, kind: ParquetColumn['kind']): Scalar {
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
