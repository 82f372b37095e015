import { compareNames } from '../example/encode-example.ts';
import { sizeOfField, sizeOfInt, WireWriter } from '../example/wire-writer.ts';
import { BYTES, FLOAT, INT, readFloatCell, readIntCell } from './column-type.ts';
import type { CsvScanner } from './csv-scanner.ts';

interface Column {
  readonly index: number;
  readonly type: number;
  readonly name: Uint8Array;
  /** Bytes that the name takes with tag and length. */
  readonly nameField: number;
}

/** Field numbers of tensorflow.Feature by column type; columns of which nothing is known hold bytes. */
const KINDS = [1, 3, 2, 1];

/**
 * Serializes the records of a CSV file as tf.Examples, to the bytes `encodeExample` gives. An empty cell becomes a
 * feature without values, as in TFX.
 */
export class RowEncoder {
  readonly #columns: readonly Column[];
  /** By place in `#columns`: the value that was read, and the size of its list. */
  readonly #values: (number | bigint)[];
  readonly #lists: Int32Array;

  /** `types` are those of column-type.ts. */
  constructor(names: readonly string[], types: readonly number[]) {
    this.#columns = names
      .map((text, index) => {
        const name = Buffer.from(text);
        return { index, type: types[index] ?? BYTES, name, nameField: sizeOfField(name.length) };
      })
      .sort((a, b) => compareNames(a.name, b.name));
    this.#values = this.#columns.map(() => 0);
    this.#lists = new Int32Array(this.#columns.length);
  }

  /** The record that the scanner stands at. */
  encode(scanner: CsvScanner): Uint8Array<ArrayBuffer> {
    let features = 0;
    for (let i = 0; i < this.#columns.length; i++) {
      const list = this.#measure(i, scanner);
      this.#lists[i] = list;
      features += sizeOfField((this.#columns[i] as Column).nameField + sizeOfField(sizeOfField(list)));
    }
    const writer = new WireWriter(sizeOfField(features));
    writer.field(1, features);
    for (let i = 0; i < this.#columns.length; i++) this.#write(writer, i, scanner);
    return writer.bytes;
  }

  /** Reads a cell and gives the size of the list that will hold it. */
  #measure(i: number, { bytes, starts, ends }: CsvScanner): number {
    const { index, type } = this.#columns[i] as Column;
    const [start, end] = [starts[index] as number, ends[index] as number];
    if (start === end) return 0;
    if (type === FLOAT) {
      this.#values[i] = readFloatCell(bytes, start, end);
      return 6;
    }
    if (type !== INT) return sizeOfField(end - start);
    const value = readIntCell(bytes, start, end);
    this.#values[i] = value;
    return sizeOfField(sizeOfInt(value));
  }

  #write(writer: WireWriter, i: number, { bytes, starts, ends }: CsvScanner): void {
    const { index, type, name, nameField } = this.#columns[i] as Column;
    const list = this.#lists[i] as number;
    const feature = sizeOfField(list);
    writer.field(1, nameField + sizeOfField(feature));
    writer.field(1, name.length);
    writer.raw(name);
    writer.field(2, feature);
    writer.field(KINDS[type] as number, list);
    if (list === 0) return;
    const value = this.#values[i] as number | bigint;
    if (type === FLOAT) {
      writer.field(1, 4);
      writer.float(Number(value));
    } else if (type === INT) {
      writer.field(1, sizeOfInt(value));
      writer.int(value);
    } else {
      const [start, end] = [starts[index] as number, ends[index] as number];
      writer.field(1, end - start);
      writer.raw(bytes.subarray(start, end));
    }
  }
}
