import { maskedCrc32c } from './crc32c.ts';
import { FRAME_OVERHEAD } from './frame-parser.ts';

const FIRST_BYTES = 1 << 18;

/** TFRecord frames one after another in one growing buffer: for tables, whose many small records would each cost an object. */
export class FrameBlock {
  /** Records added since the last `take`, and their bytes without the frames. */
  records = 0;
  recordBytes = 0;
  #bytes = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #view = viewOf(this.#bytes);
  #length = 0;

  /** Copies the record; its bytes may change afterwards. */
  add(record: Uint8Array): void {
    const at = this.#length;
    this.#length += record.length + FRAME_OVERHEAD;
    if (this.#length > this.#bytes.length) this.#grow(at);
    this.#view.setUint32(at, record.length, true);
    this.#view.setUint32(at + 4, 0, true);
    this.#view.setUint32(at + 8, lengthChecksum(record.length), true);
    this.#bytes.set(record, at + 12);
    this.#view.setUint32(at + 12 + record.length, maskedCrc32c(record), true);
    this.records++;
    this.recordBytes += record.length;
  }

  /** Hands over the frames and begins anew. */
  take(): Uint8Array<ArrayBuffer> {
    const frames = this.#bytes.subarray(0, this.#length);
    this.#bytes = Buffer.allocUnsafeSlow(this.#bytes.length);
    this.#view = viewOf(this.#bytes);
    [this.#length, this.records, this.recordBytes] = [0, 0, 0];
    return frames;
  }

  #grow(used: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(this.#length, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, used));
    this.#bytes = grown;
    this.#view = viewOf(grown);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const MAXIMUM_KNOWN = 1 << 16;
const knownChecksums = new Map<number, number>();

/** Records of a table have a few hundred different lengths. */
function lengthChecksum(length: number): number {
  const known = knownChecksums.get(length);
  if (known !== undefined) return known;
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(length);
  const checksum = maskedCrc32c(bytes);
  if (knownChecksums.size < MAXIMUM_KNOWN) knownChecksums.set(length, checksum);
  return checksum;
}
