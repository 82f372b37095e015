import { compareNames } from '../example/encode-example.ts';
import { sizeOfField, sizeOfInt, WireWriter } from '../example/wire-writer.ts';
import type { ParquetColumn } from './open-parquet.ts';
import type { ColumnValues } from './read-row-group.ts';

interface Column {
  readonly kind: ParquetColumn['kind'];
  readonly name: Uint8Array;
  readonly nameField: number;
  readonly values: ColumnValues;
}

const KINDS = { bytes: 1, float: 2, int: 3 } as const;
type Scalar = number | bigint | Uint8Array;

/**
 * Serializes rows of columns as tf.Examples, as TFX does for Parquet: null and an empty list become a feature without a
 * kind, times become text in ISO 8601.
 */
export class ColumnEncoder {
  readonly #columns: readonly Column[];
  readonly #lists: Int32Array;
  readonly #row: (readonly Scalar[] | null)[];

  constructor(columns: readonly ParquetColumn[], values: readonly ColumnValues[]) {
    this.#columns = columns
      .map(({ name: text, kind }, index) => {
        const name = Buffer.from(text);
        return { kind, name, nameField: sizeOfField(name.length), values: values[index] ?? [] };
      })
      .sort((a, b) => compareNames(a.name, b.name));
    this.#lists = new Int32Array(this.#columns.length);
    this.#row = this.#columns.map(() => null);
  }

  /** @throws TypeError for a value that does not fit its column's kind */
  encode(row: number): Uint8Array<ArrayBuffer> {
    let features = 0;
    for (let i = 0; i < this.#columns.length; i++) {
      const column = this.#columns[i] as Column;
      const values = toScalars(column.values[row], column.kind);
      const list = values ? sizeOfList(values, column.kind) : -1;
      this.#row[i] = values;
      this.#lists[i] = list;
      features += sizeOfField(column.nameField + sizeOfField(featureSize(list)));
    }
    const writer = new WireWriter(sizeOfField(features));
    writer.field(1, features);
    for (let i = 0; i < this.#columns.length; i++) this.#write(writer, i);
    return writer.bytes;
  }

  #write(writer: WireWriter, i: number): void {
    const { kind, name, nameField } = this.#columns[i] as Column;
    const list = this.#lists[i] as number;
    writer.field(1, nameField + sizeOfField(featureSize(list)));
    writer.field(1, name.length);
    writer.raw(name);
    writer.field(2, featureSize(list));
    const values = this.#row[i];
    if (!values) return;
    writer.field(KINDS[kind], list);
    writeValues(writer, values, kind);
  }
}

function featureSize(list: number): number {
  return list < 0 ? 0 : sizeOfField(list);
}

/** The values of a cell; null where there are none. A single value is by far the most frequent case. */
function toScalars(value: unknown, kind: ParquetColumn['kind']): readonly Scalar[] | null {
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value)) return [toScalar(value, kind)];
  return value.length === 0 ? null : value.flat(Number.POSITIVE_INFINITY).map((one) => toScalar(one, kind));
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

function sizeOfList(values: readonly Scalar[], kind: ParquetColumn['kind']): number {
  if (kind === 'float') return sizeOfField(values.length * 4);
  const size = contentSize(values, kind);
  return kind === 'int' ? sizeOfField(size) : size;
}

function contentSize(values: readonly Scalar[], kind: ParquetColumn['kind']): number {
  let size = 0;
  for (const value of values) {
    size +=
      kind === 'bytes' ? sizeOfField((value as Uint8Array).length) : sizeOfInt(value as number | bigint);
  }
  return size;
}

function writeValues(writer: WireWriter, values: readonly Scalar[], kind: ParquetColumn['kind']): void {
  if (kind === 'bytes') {
    for (const value of values as readonly Uint8Array[]) {
      writer.field(1, value.length);
      writer.raw(value);
    }
  } else if (kind === 'float') {
    writer.field(1, values.length * 4);
    for (const value of values) writer.float(Number(value));
  } else {
    writer.field(1, contentSize(values, kind));
    for (const value of values) writer.int(value as number | bigint);
  }
}
