import { decodeFeature } from '../../../formats/example/decode-example.ts';
import { FeatureCursor } from '../../../formats/example/scan-example.ts';
import type { RecordStore } from '../../../formats/tfrecord/record-store.ts';
import { Turns } from '../turns.ts';

/** The first value of a feature in every record: numbers as they are, texts by their place in `texts`. */
export type FeatureColumn =
  | { readonly kind: 'number'; readonly numbers: Float64Array; readonly isMissing: Uint8Array }
  | { readonly kind: 'text'; readonly codes: Int32Array; readonly texts: readonly string[] };

/** In place of a code: the record has no value, or one that came after `MAXIMUM_TEXTS` others. */
export const MISSING = -1;
export const UNCOUNTED = -2;

/** Distinct texts that are told apart, and characters of each, so that a column of long texts fits in memory. */
export const MAXIMUM_TEXTS = 65_536;
const MAXIMUM_CHARACTERS = 200;

/**
 * Reads one feature of all records, at most nine bytes a record. The first record that has it tells its kind.
 *
 * @throws FormatError for damaged records, the signal's reason once it is aborted
 */
export async function readColumn(
  store: RecordStore,
  feature: string,
  signal: AbortSignal,
): Promise<FeatureColumn> {
  const turns = new Turns(signal);
  let column: ColumnBuilder | null = null;
  for await (const { record, bytes } of store.scan()) {
    if (turns.isOver) await turns.yield();
    const value = firstValue(bytes, feature, record);
    if (value === undefined) continue;
    column ??= typeof value === 'string' ? new TextColumn(store.size) : new NumberColumn(store.size);
    column.set(record, value);
  }
  return (column ?? new TextColumn(store.size)).column;
}

function firstValue(bytes: Uint8Array, feature: string, record: number): number | string | undefined {
  const cursor = new FeatureCursor(bytes, { record });
  while (cursor.next()) {
    if (cursor.name !== feature) continue;
    const first = decodeFeature(bytes, cursor)?.values[0];
    if (first instanceof Uint8Array)
      return Buffer.from(first.subarray(0, 4 * MAXIMUM_CHARACTERS))
        .toString()
        .slice(0, MAXIMUM_CHARACTERS);
    return first === undefined ? undefined : Number(first);
  }
  return undefined;
}

interface ColumnBuilder {
  readonly column: FeatureColumn;
  set(record: number, value: number | string): void;
}

class NumberColumn implements ColumnBuilder {
  readonly column;

  constructor(size: number) {
    this.column = {
      kind: 'number',
      numbers: new Float64Array(size),
      isMissing: new Uint8Array(size).fill(1),
    } as const;
  }

  set(record: number, value: number | string): void {
    this.column.numbers[record] = Number(value);
    this.column.isMissing[record] = 0;
  }
}

class TextColumn implements ColumnBuilder {
  readonly column;
  readonly #texts: string[] = [];
  readonly #codes = new Map<string, number>();

  constructor(size: number) {
    this.column = { kind: 'text', codes: new Int32Array(size).fill(MISSING), texts: this.#texts } as const;
  }

  set(record: number, value: number | string): void {
    this.column.codes[record] = this.#codeOf(String(value));
  }

  #codeOf(text: string): number {
    const known = this.#codes.get(text);
    if (known !== undefined) return known;
    if (this.#texts.length >= MAXIMUM_TEXTS) return UNCOUNTED;
    this.#codes.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }
}
