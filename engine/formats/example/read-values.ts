import { WireReader } from './wire-reader.ts';

/** First byte of a list whose values are packed, and of a value on its own, by kind. */
const PACKED = 0x0a;
const SINGLE_FLOAT = 0x0d;
const SINGLE_INT = 0x08;

/** Values of a FloatList lying at `start` to `end`, packed or not. @throws RangeError */
export function readFloats(bytes: Uint8Array, start: number, end: number): Float32Array {
  const reader = new WireReader(bytes, start);
  if (start < end && reader.isField(1) && reader.endOfBytes(end) === end) {
    return copyFloats(bytes, reader.position, end);
  }
  return readScatteredFloats(new WireReader(bytes, start), end);
}

/** Values of an Int64List lying at `start` to `end`, packed or not. @throws RangeError */
export function readInts(bytes: Uint8Array, start: number, end: number): BigInt64Array {
  const values: bigint[] = [];
  forEachInt(bytes, start, end, (value) => values.push(BigInt(value)));
  return BigInt64Array.from(values);
}

/**
 * Calls `visit` for each value of an Int64List, with a number where it has at most 28 bits, else with a bigint, and
 * gives the number of values. @throws RangeError
 */
export function forEachInt(
  bytes: Uint8Array,
  start: number,
  end: number,
  visit: (value: number | bigint) => void,
): number {
  const reader = new WireReader(bytes, start);
  let count = 0;
  while (reader.position < end) {
    const tag = bytes[reader.position];
    if (tag !== SINGLE_INT && tag !== PACKED) {
      reader.skipField(end);
      continue;
    }
    reader.position++;
    const valuesEnd = tag === PACKED ? reader.endOfBytes(end) : reader.position + 1;
    for (; reader.position < valuesEnd; count++) visit(readInt(reader, end));
  }
  return count;
}

/** Values of a BytesList lying at `start` to `end`, as views of `bytes`. @throws RangeError */
export function readBytes(bytes: Uint8Array, start: number, end: number): Uint8Array[] {
  const values: Uint8Array[] = [];
  const reader = new WireReader(bytes, start);
  while (reader.position < end) {
    if (!reader.isField(1)) {
      reader.skipField(end);
      continue;
    }
    const valueEnd = reader.endOfBytes(end);
    values.push(bytes.subarray(reader.position, valueEnd));
    reader.position = valueEnd;
  }
  return values;
}

/** A varint of 64 bits in two's complement; without big integers where 28 bits suffice, as they nearly always do. */
function readInt(reader: WireReader, end: number): number | bigint {
  const { bytes } = reader;
  let low = 0;
  for (let shift = 0; shift < 28; shift += 7) {
    const byte = bytes[reader.position++] ?? 0;
    low |= (byte & 127) << shift;
    if (byte < 128) return checkEnd(low, reader, end);
  }
  let value = BigInt(low);
  for (let shift = 28n; shift < 70n; shift += 7n) {
    const byte = bytes[reader.position++] ?? 0;
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return checkEnd(BigInt.asIntN(64, value), reader, end);
  }
  throw new RangeError('an integer has more than ten bytes');
}

function checkEnd(value: number | bigint, reader: WireReader, end: number): number | bigint {
  if (reader.position > end) throw new RangeError('an integer is cut off');
  return value;
}

function copyFloats(bytes: Uint8Array, start: number, end: number): Float32Array {
  if ((end - start) % 4 !== 0) throw new RangeError(`${end - start} bytes are not a whole number of floats`);
  const copy = new Uint8Array(bytes.subarray(start, end));
  return new Float32Array(copy.buffer);
}

function readScatteredFloats(reader: WireReader, end: number): Float32Array {
  const values: number[] = [];
  forEachFloat(reader.bytes, reader.position, end, (value) => values.push(value));
  return Float32Array.from(values);
}

const floatBits = new Uint32Array(1);
const floatValue = new Float32Array(floatBits.buffer);

/** Calls `visit` for each value of a FloatList, packed or not, and gives their number. @throws RangeError */
export function forEachFloat(
  bytes: Uint8Array,
  start: number,
  end: number,
  visit: (value: number) => void,
): number {
  const reader = new WireReader(bytes, start);
  let count = 0;
  while (reader.position < end) {
    const tag = bytes[reader.position];
    if (tag !== SINGLE_FLOAT && tag !== PACKED) {
      reader.skipField(end);
      continue;
    }
    reader.position++;
    const valuesEnd = tag === PACKED ? reader.endOfBytes(end) : reader.position + 4;
    if (valuesEnd > end || (valuesEnd - reader.position) % 4 !== 0) {
      throw new RangeError(`${valuesEnd - reader.position} bytes are not a whole number of floats`);
    }
    for (; reader.position < valuesEnd; reader.position += 4, count++)
      visit(readFloat(bytes, reader.position));
  }
  return count;
}

function readFloat(bytes: Uint8Array, at: number): number {
  floatBits[0] =
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24);
  return floatValue[0] as number;
}
