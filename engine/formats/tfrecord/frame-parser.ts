import { FormatError, type FormatErrorCode } from '../format-error.ts';
import { maskedCrc32c } from './crc32c.ts';

/** Length (8 bytes) and its checksum (4) before the data, the data's checksum (4) after. */
export const FRAME_OVERHEAD = 16;
const HEADER = 12;
/** TensorFlow's own readers stop at 2 GiB; a record above this is damage, not data. */
export const MAXIMUM_RECORD_BYTES = 1 << 30;

/** Some records of a file with, for each, its number in the file and its offset in the uncompressed stream. */
export interface RecordBatch {
  readonly records: readonly Uint8Array[];
  readonly numbers: readonly number[];
  readonly offsets: readonly number[];
}

/** Told of a record whose data is damaged, which is then left out; without one, reading ends with the error. */
export type OnBadRecord = (error: FormatError) => void;

interface Batch extends RecordBatch {
  readonly records: Uint8Array[];
  readonly numbers: number[];
  readonly offsets: number[];
}

export interface FrameParserOptions {
  readonly file: string;
  /** What the file can hold at most, where known: a longer record cannot be whole. */
  readonly availableBytes?: number | undefined;
  /** What a single record can take; 1 GiB when left out. */
  readonly maximumRecordBytes?: number | undefined;
  /** Number and offset of the first record, for a reader that starts inside a file. */
  readonly start?: { readonly record: number; readonly offset: number } | undefined;
  readonly onBadRecord?: OnBadRecord | undefined;
}

/**
 * Cuts a stream of bytes into TFRecord frames (TensorFlow, core/lib/io/record_writer.h) and checks both checksums
 * of each. A length is believed only after its checksum, so a damaged one never leads to a large allocation.
 */
export class FrameParser {
  readonly #file: string;
  readonly #available: number;
  readonly #maximum: number;
  readonly #onBadRecord: OnBadRecord | undefined;
  #pieces: Uint8Array[] = [];
  #pending = 0;
  #needed = HEADER;
  #record = 0;
  #offset = 0;

  constructor(options: FrameParserOptions) {
    this.#file = options.file;
    this.#available = options.availableBytes ?? Number.POSITIVE_INFINITY;
    this.#maximum = Math.min(options.maximumRecordBytes ?? MAXIMUM_RECORD_BYTES, MAXIMUM_RECORD_BYTES);
    this.#onBadRecord = options.onBadRecord;
    this.#record = options.start?.record ?? 0;
    this.#offset = options.start?.offset ?? 0;
  }

  /**
   * The records that end in this chunk, in order; their data are views of the chunk wherever possible.
   * @throws FormatError naming record and offset
   */
  push(chunk: Uint8Array): RecordBatch {
    this.#pieces.push(chunk);
    this.#pending += chunk.length;
    const batch: Batch = { records: [], numbers: [], offsets: [] };
    if (this.#pending >= this.#needed) this.#cut(this.#join(), batch);
    return batch;
  }

  /** @throws FormatError "truncated" when the stream ended inside a record */
  end(): void {
    if (this.#pending > 0) throw this.truncated();
  }

  /** The error for a stream that ends here. */
  truncated(): FormatError {
    return this.#error(
      'truncated',
      `the file ends after ${this.#pending} of at least ${this.#needed} bytes of the record`,
    );
  }

  #join(): Uint8Array {
    const [first] = this.#pieces;
    return this.#pieces.length === 1 && first ? first : Buffer.concat(this.#pieces, this.#pending);
  }

  #cut(buffer: Uint8Array, batch: Batch): void {
    const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    let at = 0;
    this.#needed = HEADER;
    while (buffer.length - at >= HEADER) {
      const length = this.#length(buffer, view, at);
      if (buffer.length - at < length + FRAME_OVERHEAD) {
        this.#needed = length + FRAME_OVERHEAD;
        break;
      }
      this.#take(
        buffer.subarray(at + HEADER, at + HEADER + length),
        view.getUint32(at + HEADER + length, true),
        batch,
      );
      at += length + FRAME_OVERHEAD;
      this.#record++;
      this.#offset += length + FRAME_OVERHEAD;
    }
    this.#pieces = at === buffer.length ? [] : [buffer.subarray(at)];
    this.#pending = buffer.length - at;
  }

  #length(buffer: Uint8Array, view: DataView, at: number): number {
    const expected = view.getUint32(at + 8, true);
    const actual = maskedCrc32c(buffer.subarray(at, at + 8));
    if (actual !== expected) {
      throw this.#error('bad-checksum', `the length's checksum is ${hex(actual)}, expected ${hex(expected)}`);
    }
    const length = view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32;
    if (length > this.#maximum) {
      const most = `at most ${this.#maximum} are possible`;
      throw this.#error('too-large', `its length is given as ${length} bytes, ${most}`);
    }
    const left = this.#available - this.#offset;
    if (length > left) {
      throw this.#error(
        'truncated',
        `its length is given as ${length} bytes, but the file has only ${left} left`,
      );
    }
    return length;
  }

  #take(data: Uint8Array, expected: number, batch: Batch): void {
    const actual = maskedCrc32c(data);
    if (actual === expected) {
      batch.records.push(data);
      batch.numbers.push(this.#record);
      batch.offsets.push(this.#offset);
      return;
    }
    const reason = `the data's checksum is ${hex(actual)}, expected ${hex(expected)}`;
    const error = this.#error('bad-checksum', reason);
    if (!this.#onBadRecord) throw error;
    this.#onBadRecord(error);
  }

  #error(code: FormatErrorCode, reason: string): FormatError {
    const [record, offset] = [this.#record, this.#offset];
    return new FormatError(
      code,
      `Cannot read record ${record} of "${this.#file}" at byte ${offset}: ${reason}`,
      {
        location: { file: this.#file, record, offset },
        hint: 'The file is damaged or not a TFRecord file. Copy it again from its source.',
      },
    );
  }
}

function hex(value: number): string {
  return `0x${value.toString(16).padStart(8, '0')}`;
}
