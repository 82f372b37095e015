/** Protobuf wire types (protobuf.dev/programming-guides/encoding). */
const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/**
 * A cursor over protobuf's wire format, for the one message that is read millions of times. Everything else is
 * decoded by the protobuf library.
 */
export class WireReader {
  readonly bytes: Uint8Array;
  position = 0;

  constructor(bytes: Uint8Array, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  /** Whether the length-delimited field of this number (below 16) comes next; its tag is consumed if so. */
  isField(number: number): boolean {
    if (this.bytes[this.position] !== ((number << 3) | BYTES)) return false;
    this.position++;
    return true;
  }

  /** The number of the next field, without consuming anything; 0 when it does not fit a single byte. */
  peekField(): number {
    const tag = this.bytes[this.position] ?? 0;
    return tag < 128 ? tag >>> 3 : 0;
  }

  /** Reads a length and gives the position behind that many bytes. @throws RangeError when beyond `limit` */
  endOfBytes(limit: number): number {
    const length = this.varint();
    const end = this.position + length;
    if (end > limit)
      throw new RangeError(`a field of ${length} bytes does not fit the ${limit - this.position} left`);
    return end;
  }

  /** An unsigned varint of at most 32 bits. @throws RangeError */
  varint(): number {
    const { bytes } = this;
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[this.position++];
      if (byte === undefined) break;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
    throw new RangeError('a length or tag is not a valid number');
  }

  /** Passes over a field of any number. @throws RangeError on groups and on what cannot be a field */
  skipField(limit: number): void {
    const tag = this.varint();
    if (tag >>> 3 === 0) throw new RangeError('field number 0 is not possible');
    this.position = this.#endOfValue(tag & 7, limit);
    if (this.position > limit) throw new RangeError('a field is longer than the message that holds it');
  }

  #endOfValue(wireType: number, limit: number): number {
    if (wireType === BYTES) return this.endOfBytes(limit);
    if (wireType === FIXED64) return this.position + 8;
    if (wireType === FIXED32) return this.position + 4;
    if (wireType !== VARINT) throw new RangeError(`wire type ${wireType} is not possible here`);
    let end = this.position;
    while ((this.bytes[end] ?? 0) >= 128 && end < limit) end++;
    return end + 1;
  }
}
