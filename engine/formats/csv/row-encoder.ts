import { compareNames } from '../example/encode-example.ts';
import type { FeatureKind } from '../example/feature-value.ts';
import { RowWriter } from '../example/row-writer.ts';
import { FLOAT, INT, readFloatCell, readIntCell, UNKNOWN } from './column-type.ts';
import type { CsvScanner } from './csv-scanner.ts';

/** Kinds by column type; that of the first is never written. */
const KINDS: readonly FeatureKind[] = ['bytes', 'int', 'float', 'bytes'];

/**
 * Serializes the records of a CSV file as tf.Examples, to the bytes `encodeExample` gives. An empty cell becomes a
 * feature without values, and one of a column of nothing but empty cells a feature without a kind, as in TFX.
 */
export class RowEncoder {
  /** By place in the record that is written: the place in the file, and the type. */
  readonly #sources: Int32Array;
  readonly #types: Uint8Array;
  readonly #writer: RowWriter;

  /** `types` are those of column-type.ts. */
  constructor(names: readonly string[], types: readonly number[]) {
    const columns = names
      .map((name, index) => ({ name, index, type: types[index] ?? 0, key: Buffer.from(name) }))
      .sort((a, b) => compareNames(a.key, b.key));
    this.#sources = Int32Array.from(columns, ({ index }) => index);
    this.#types = Uint8Array.from(columns, ({ type }) => type);
    this.#writer = new RowWriter(columns.map(({ name, type }) => ({ name, kind: KINDS[type] ?? 'bytes' })));
  }

  /** The record that the scanner stands at; valid until the next one is encoded. */
  encode({ bytes, starts, ends }: CsvScanner): Uint8Array<ArrayBuffer> {
    const writer = this.#writer;
    for (let i = 0; i < this.#sources.length; i++) {
      const source = this.#sources[i] as number;
      const [start, end] = [starts[source] as number, ends[source] as number];
      const type = this.#types[i];
      if (type === UNKNOWN) writer.unset(i);
      else if (start === end) writer.empty(i);
      else if (type === FLOAT) writer.float(i, readFloatCell(bytes, start, end));
      else if (type === INT) writer.int(i, readIntCell(bytes, start, end));
      else writer.bytes(i, bytes, start, end);
    }
    return writer.finish();
  }
}
