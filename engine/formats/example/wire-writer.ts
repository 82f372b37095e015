/** Bytes that an unsigned number takes as a varint. Exact up to 2^53. */
export function sizeOfVarint(value: number): number {
  if (value < 128) return 1;
  let size = 2;
  for (let rest = Math.floor(value / 128); rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** Bytes of a length-delimited field with a number below 16, tag and length included. */
export function sizeOfField(length: number): number {
  return 1 + sizeOfVarint(length) + length;
}

/** Bytes of an int64: ten where negative, since it is written in two's complement. */
export function sizeOfInt(value: number | bigint): number {
  if (value < 0) return 10;
  if (typeof value === 'number') return sizeOfVarint(value);
  return value < 2n ** 53n ? sizeOfVarint(Number(value)) : value < 2n ** 56n ? 8 : 9;
}

/** Writes an int64 as a varint, ten bytes where negative, and returns the offset behind it. */
export function putInt(target: Uint8Array, offset: number, value: number | bigint): number {
  let at = offset;
  if (value < 0 || value > Number.MAX_SAFE_INTEGER) {
    let rest = BigInt.asUintN(64, BigInt(value));
    for (; rest >= 128n; rest >>= 7n) target[at++] = Number(rest & 127n) | 128;
    target[at++] = Number(rest);
  } else {
    let rest = Number(value);
    for (; rest >= 2 ** 31; rest = Math.floor(rest / 128)) target[at++] = (rest % 128) | 128;
    for (; rest >= 128; rest >>>= 7) target[at++] = (rest & 127) | 128;
    target[at++] = rest;
  }
  return at;
}

const floatValue = new Float32Array(1);
const floatBytes = new Uint8Array(floatValue.buffer);
/** Below this a copy byte by byte is faster than a call of `set`. */
const SHORT = 24;

/** Writes protobuf's wire format into a buffer of exactly the size it will take. */
export class WireWriter {
  readonly bytes: Uint8Array<ArrayBuffer>;
  #position = 0;

  constructor(size: number) {
    // From Node's pool: nothing to clear, since every byte will be written.
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** Tag and length of a length-delimited field with a number below 16. */
  field(number: number, length: number): void {
    this.bytes[this.#position++] = (number << 3) | 2;
    this.varint(length);
  }

  varint(value: number): void {
    let rest = value;
    while (rest >= 128) {
      this.bytes[this.#position++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.#position++] = rest;
  }

  /** An int64 in two's complement: ten bytes where negative. */
  int(value: number | bigint): void {
    this.#position = putInt(this.bytes, this.#position, value);
  }

  /** The four bytes of a float. */
  float(value: number): void {
    floatValue[0] = value;
    for (let i = 0; i < 4; i++) this.bytes[this.#position++] = floatBytes[i] as number;
  }

  raw(data: Uint8Array): void {
    if (data.length <= SHORT) {
      for (let i = 0; i < data.length; i++) this.bytes[this.#position + i] = data[i] as number;
    } else this.bytes.set(data, this.#position);
    this.#position += data.length;
  }
}
