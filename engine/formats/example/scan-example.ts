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
  const reader = new WireReader(bytes);
  try {
    while (reader.position < bytes.length) {
      if (reader.isField(1)) scanFeatures(reader, reader.endOfBytes(bytes.length), found);
      else reader.skipField(bytes.length);
    }
  } catch (cause) {
    throw notAnExample(reader, where, cause);
  }
  return found;
}

function scanFeatures(reader: WireReader, end: number, found: ScannedFeature[]): void {
  while (reader.position < end) {
    if (reader.isField(1)) found.push(scanEntry(reader, reader.endOfBytes(end), found.length));
    else reader.skipField(end);
  }
}

function scanEntry(reader: WireReader, end: number, index: number): ScannedFeature {
  let name = '';
  let feature: Omit<ScannedFeature, 'name'> = { kind: null, start: end, end };
  while (reader.position < end) {
    if (reader.isField(1)) {
      const nameEnd = reader.endOfBytes(end);
      name = names.lookUp(reader.bytes, reader.position, nameEnd, index);
      reader.position = nameEnd;
    } else if (reader.isField(2)) feature = scanFeature(reader, reader.endOfBytes(end));
    else reader.skipField(end);
  }
  return { name, kind: feature.kind, start: feature.start, end: feature.end };
}

function scanFeature(reader: WireReader, end: number): Omit<ScannedFeature, 'name'> {
  let feature: Omit<ScannedFeature, 'name'> = { kind: null, start: end, end };
  while (reader.position < end) {
    const kind = KINDS[reader.peekField()] ?? null;
    if (kind === null || !reader.isField(reader.peekField())) {
      reader.skipField(end);
      continue;
    }
    const listEnd = reader.endOfBytes(end);
    feature = { kind, start: reader.position, end: listEnd };
    reader.position = listEnd;
  }
  return feature;
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
