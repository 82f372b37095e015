import type { ErrorLocation } from '../../base/reported-error.ts';
import { FormatError } from '../format-error.ts';
import type { FeatureKind } from './feature-value.ts';
import { NameTable } from './name-table.ts';
import { WireReader } from './wire-reader.ts';

/**
 * Where one feature lies in a serialized tf.Example: `start` to `end` is the content of its BytesList, FloatList or
 * Int64List. `kind` is null for a Feature in which none of the three is set, which counts as missing.
 */
export interface ScannedFeature {
  readonly name: string;
  readonly kind: FeatureKind | null;
  readonly start: number;
  readonly end: number;
}

/** Field numbers of tensorflow.Feature's oneof. */
const KINDS: readonly (FeatureKind | null)[] = [null, 'bytes', 'float', 'int'];

const names = new NameTable();

/**
 * Finds the features of a serialized tf.Example without decoding their values. Fields unknown to
 * tensorflow/core/example/example.proto are passed over, as protobuf does.
 *
 * @throws FormatError "not-an-example" naming the offset inside the record
 */
export function scanExample(bytes: Uint8Array, where: ErrorLocation = {}): ScannedFeature[] {
  const found: ScannedFeature[] = [];
  const cursor = new FeatureCursor(bytes, where);
  while (cursor.next()) {
    found.push({ name: cursor.name, kind: cursor.kind, start: cursor.start, end: cursor.end });
  }
  return found;
}

/**
 * Walks over the features of a serialized tf.Example, as `scanExample` finds them, without an object for each: for
 * passes over millions of records.
 *
 * @example
 * const cursor = new FeatureCursor(record, { file, record: 7 });
 * while (cursor.next()) use(cursor.name, cursor.kind, cursor.start, cursor.end);
 */
export class FeatureCursor implements ScannedFeature {
  name = '';
  kind: FeatureKind | null = null;
  start = 0;
  end = 0;
  #index = 0;
  /** Behind the last byte of the Features being walked over; 0 outside of one. */
  #featuresEnd = 0;
  readonly #reader: WireReader;
  readonly #where: ErrorLocation;

  constructor(bytes: Uint8Array, where: ErrorLocation = {}) {
    this.#reader = new WireReader(bytes);
    this.#where = where;
  }

  /** Goes to the next feature; false behind the last. @throws FormatError "not-an-example" */
  next(): boolean {
    try {
      return this.#advance();
    } catch (cause) {
      throw notAnExample(this.#reader, this.#where, cause);
    }
  }

  #advance(): boolean {
    const reader = this.#reader;
    for (;;) {
      while (reader.position < this.#featuresEnd) {
        if (!reader.isField(1)) reader.skipField(this.#featuresEnd);
        else {
          this.#readEntry(reader.endOfBytes(this.#featuresEnd));
          this.#index++;
          return true;
        }
      }
      if (reader.position >= reader.bytes.length) return false;
      if (reader.isField(1)) this.#featuresEnd = reader.endOfBytes(reader.bytes.length);
      else reader.skipField(reader.bytes.length);
    }
  }

  #readEntry(end: number): void {
    const reader = this.#reader;
    this.name = '';
    this.kind = null;
    [this.start, this.end] = [end, end];
    while (reader.position < end) {
      if (reader.isField(1)) {
        const nameEnd = reader.endOfBytes(end);
        this.name = names.lookUp(reader.bytes, reader.position, nameEnd, this.#index);
        reader.position = nameEnd;
      } else if (reader.isField(2)) this.#readFeature(reader.endOfBytes(end));
      else reader.skipField(end);
    }
  }

  #readFeature(end: number): void {
    const reader = this.#reader;
    while (reader.position < end) {
      const field = reader.peekField();
      const kind = KINDS[field] ?? null;
      if (kind === null || !reader.isField(field)) {
        reader.skipField(end);
        continue;
      }
      const listEnd = reader.endOfBytes(end);
      this.kind = kind;
      this.start = reader.position;
      this.end = listEnd;
      reader.position = listEnd;
    }
  }
}

function notAnExample(reader: WireReader, where: ErrorLocation, cause: unknown): FormatError {
  const record = where.record === undefined ? 'the record' : `record ${where.record}`;
  const place = where.file === undefined ? record : `${record} of "${where.file}"`;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new FormatError(
    'not-an-example',
    `Cannot read ${place} as a tf.Example: ${reason} (byte ${reader.position} of the record)`,
    {
      location: where,
      hint: 'The file must hold serialized tensorflow.Example messages. Check which format it was written in.',
      cause,
    },
  );
}
