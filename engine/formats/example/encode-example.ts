import type { FeatureValue } from './feature-value.ts';
import { sizeOfField, sizeOfInt, WireWriter } from './wire-writer.ts';

const FIELD = { bytes: 1, float: 2, int: 3 } as const;

interface SizedEntry {
  readonly name: Uint8Array;
  readonly value: FeatureValue | null;
  /** Bytes of the packed values, of the list around them, of the Feature and of the map entry. */
  readonly content: number;
  readonly list: number;
  readonly feature: number;
  readonly entry: number;
}

/**
 * Serializes a tf.Example to the very bytes that Python's protobuf gives for `SerializeToString(deterministic=True)`,
 * on which TFX's split by hash is built: features in the order of `compareNames`, numbers packed. Null is a feature of
 * which no kind is set.
 *
 * @example
 * encodeExample(new Map([['image', floatFeature(pixels)], ['image_shape', intFeature([128, 128, 3])]]));
 */
export function encodeExample(example: ReadonlyMap<string, FeatureValue | null>): Uint8Array<ArrayBuffer> {
  const entries = [...example].map(([name, value]) => sizeEntry(nameBytes(name), value));
  entries.sort((a, b) => compareNames(a.name, b.name));
  const featuresSize = entries.reduce((sum, { entry }) => sum + sizeOfField(entry), 0);
  const writer = new WireWriter(sizeOfField(featuresSize));
  writer.field(1, featuresSize);
  for (const entry of entries) writeEntry(writer, entry);
  return writer.bytes;
}

/**
 * The order of map keys in protobuf's upb (the implementation behind Python's): by bytes, but where one name begins
 * with the other the longer one first.
 */
export function compareNames(a: Uint8Array, b: Uint8Array): number {
  const common = Math.min(a.length, b.length);
  return Buffer.compare(a.subarray(0, common), b.subarray(0, common)) || b.length - a.length;
}

const MAXIMUM_NAMES = 4096;
const knownNames = new Map<string, Uint8Array>();

function nameBytes(name: string): Uint8Array {
  const known = knownNames.get(name);
  if (known) return known;
  const bytes = Buffer.from(name);
  if (knownNames.size < MAXIMUM_NAMES) knownNames.set(name, bytes);
  return bytes;
}

function sizeEntry(name: Uint8Array, value: FeatureValue | null): SizedEntry {
  if (!value)
    return { name, value, content: 0, list: 0, feature: 0, entry: sizeOfField(name.length) + sizeOfField(0) };
  const content = sizeOfContent(value);
  const list = value.values.length === 0 ? 0 : value.kind === 'bytes' ? content : sizeOfField(content);
  const feature = sizeOfField(list);
  return { name, value, content, list, feature, entry: sizeOfField(name.length) + sizeOfField(feature) };
}

function sizeOfContent(value: FeatureValue): number {
  if (value.kind === 'float') return value.values.length * 4;
  let size = 0;
  if (value.kind === 'bytes') for (const item of value.values) size += sizeOfField(item.length);
  else for (const item of value.values) size += sizeOfInt(item);
  return size;
}

function writeEntry(writer: WireWriter, entry: SizedEntry): void {
  writer.field(1, entry.entry);
  writer.field(1, entry.name.length);
  writer.raw(entry.name);
  writer.field(2, entry.feature);
  if (!entry.value) return;
  writer.field(FIELD[entry.value.kind], entry.list);
  writeValues(writer, entry.value, entry.content);
}

function writeValues(writer: WireWriter, value: FeatureValue, content: number): void {
  if (value.values.length === 0) return;
  if (value.kind === 'bytes') {
    for (const item of value.values) {
      writer.field(1, item.length);
      writer.raw(item);
    }
    return;
  }
  writer.field(1, content);
  if (value.kind === 'int') for (const item of value.values) writer.int(item);
  else writer.raw(new Uint8Array(value.values.buffer, value.values.byteOffset, value.values.byteLength));
}
