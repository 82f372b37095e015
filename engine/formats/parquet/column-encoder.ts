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
/** Most cells hold one value: it goes without a list around it. */
type Cell = Scalar | readonly Scalar[] | null;

/**
 * Serializes rows of columns as tf.Examples, as TFX does for Parquet: null and an empty list become a feature without a
 * kind, times become text in ISO 8601.
 */
export class ColumnEncoder {
  readonly #columns: readonly Column[];
  readonly #lists: Int32Array;
  readonly #row: Cell[];

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
      const values = toCell(column.values[row], column.kind);
      const list = values === null ? -1 : sizeOfList(values, column.kind);
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
    const values = this.#row[i] ?? null;
    if (values === null) return;
    writer.field(KINDS[kind], list);
    writeValues(writer, values, kind);
  }
}

function featureSize(list: number): number {
  return list < 0 ? 0 : sizeOfField(list);
}

/** The values of a cell; null where there are none. */
function toCell(value: unknown, kind: ParquetColumn['kind']): Cell {
  if (value === null || value === undefined) return null;
  if (!Array.isArray(value)) return toScalar(value, kind);
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

function sizeOfList(cell: Scalar | readonly Scalar[], kind: ParquetColumn['kind']): number {
  if (kind === 'float') return sizeOfField(4 * (isList(cell) ? cell.length : 1));
  const size = contentSize(cell, kind);
  return kind === 'int' ? sizeOfField(size) : size;
}

function contentSize(cell: Scalar | readonly Scalar[], kind: ParquetColumn['kind']): number {
  if (!isList(cell))
    return kind === 'bytes' ? sizeOfField((cell as Uint8Array).length) : sizeOfInt(cell as number);
  return cell.reduce<number>((size, one) => size + contentSize(one, kind), 0);
}

function writeValues(
  writer: WireWriter,
  cell: Scalar | readonly Scalar[],
  kind: ParquetColumn['kind'],
): void {
  if (kind === 'float') writer.field(1, 4 * (isList(cell) ? cell.length : 1));
  if (kind === 'int') writer.field(1, contentSize(cell, kind));
  if (!isList(cell)) writeValue(writer, cell, kind);
  else for (const one of cell) writeValue(writer, one, kind);
}

function writeValue(writer: WireWriter, value: Scalar, kind: ParquetColumn['kind']): void {
  if (kind === 'float') writer.float(Number(value));
  else if (kind === 'int') writer.int(value as number | bigint);
  else {
    writer.field(1, (value as Uint8Array).length);
    writer.raw(value as Uint8Array);
  }
}

function isList(cell: Scalar | readonly Scalar[]): cell is readonly Scalar[] {
  return Array.isArray(cell);
}
