/** Bytes that an unsigned number takes as a varint. Exact up to 2^53. */
export function sizeOfVarint(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}

/** Writes protobuf's wire format into a buffer of exactly the size it will take. */
export class WireWriter {
  readonly bytes: Uint8Array<ArrayBuffer>;
  #position = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
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
  int(value: bigint): void {
    if (value >= 0n && value < 2n ** 53n) {
      this.varint(Number(value));
      return;
    }
    let rest = BigInt.asUintN(64, value);
    while (rest >= 128n) {
      this.bytes[this.#position++] = Number(rest & 127n) | 128;
      rest >>= 7n;
    }
    this.bytes[this.#position++] = Number(rest);
  }

  raw(data: Uint8Array): void {
    this.bytes.set(data, this.#position);
    this.#position += data.length;
  }
}
