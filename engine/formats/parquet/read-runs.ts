/** Wider values would not fit the word that they are shifted out of; no page has so many values to tell apart. */
const MAXIMUM_WIDTH = 24;

/**
 * Fills `target` from Parquet's hybrid of runs of equal values and groups of eight packed values (the format's
 * "RLE/Bit-Packing Hybrid"), the form of levels and of places in a dictionary.
 *
 * @param width bits of a value; without any, all are 0
 * @throws Error for a run that is longer than its page, which one damaged byte can make a billion values, and for bytes
 * that end early
 */
export function readRuns(bytes: Uint8Array, width: number, target: Uint8Array | Int32Array): void {
  if (width > MAXIMUM_WIDTH) throw new Error(`values of ${width} bits are no places in a page`);
  if (width === 0) target.fill(0);
  for (let [seen, at] = [0, 0]; width > 0 && seen < target.length; ) {
    const header = readHeader(bytes, at);
    at = header.end;
    // Packed values come in groups of eight, of which the last may be filled up.
    const values = header.isPacked ? header.count * 8 : header.count;
    if (values - (header.isPacked ? 7 : 0) > target.length || values === 0)
      throw new Error(`a run of ${header.count} is longer than its page of ${target.length} values`);
    const end = Math.min(target.length, seen + values);
    const size = header.isPacked ? Math.ceil(((end - seen) * width) / 8) : (width + 7) >> 3;
    if (at + size > bytes.length) throw new Error(`a page ends after ${seen} of ${target.length} values`);
    if (header.isPacked) unpack(bytes, at, { width, target, from: seen, to: end });
    else target.fill(readValue(bytes, at, size), seen, end);
    at += header.isPacked ? header.count * width : size;
    seen = end;
  }
}

interface RunHeader {
  readonly isPacked: boolean;
  /** Values, or groups of packed values. */
  readonly count: number;
  readonly end: number;
}

function readHeader(bytes: Uint8Array, start: number): RunHeader {
  let header = 0;
  for (let [at, scale] = [start, 1]; at < bytes.length; scale *= 128) {
    const byte = bytes[at++] as number;
    header += (byte & 127) * scale;
    if (byte < 128) return { isPacked: header % 2 === 1, count: Math.floor(header / 2), end: at };
  }
  throw new Error('a page ends inside a run');
}

function readValue(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = (value << 8) | (bytes[at + i] as number);
  return value;
}

interface Unpacking {
  readonly width: number;
  readonly target: Uint8Array | Int32Array;
  readonly from: number;
  readonly to: number;
}

function unpack(bytes: Uint8Array, start: number, { width, target, from, to }: Unpacking): void {
  const mask = (1 << width) - 1;
  let [at, bits, held] = [start, 0, 0];
  for (let i = from; i < to; i++) {
    for (; held < width; held += 8) bits |= (bytes[at++] as number) << held;
    target[i] = bits & mask;
    bits >>>= width;
    held -= width;
  }
}
