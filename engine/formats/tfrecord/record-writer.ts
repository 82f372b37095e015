import { type FileHandle, open } from 'node:fs/promises';
import { FormatError } from '../format-error.ts';
import { compressMember } from '../gzip/member.ts';
import { frameRecords } from './frame.ts';

const BLOCK_BYTES = 1 << 20;
/** Blocks being compressed at once: enough for Node's four pool threads, and a bound on memory. */
const BLOCKS_IN_FLIGHT = 6;

/**
 * Writes a TFRecord file, gzip when its name ends in ".gz". Equal records give equal bytes.
 *
 * @example
 * await using writer = await RecordWriter.create('Split-train/data_tfrecord-00000-of-00001.gz');
 * await writer.write(encodeExample(features));
 */
export class RecordWriter implements AsyncDisposable {
  readonly #file: string;
  readonly #handle: FileHandle;
  readonly #compressed: boolean;
  #records: Uint8Array[] = [];
  #pendingBytes = 0;
  #blocks = 0;
  #inFlight: Promise<Uint8Array>[] = [];
  #closed = false;

  private constructor(file: string, handle: FileHandle) {
    this.#file = file;
    this.#handle = handle;
    this.#compressed = file.endsWith('.gz');
  }

  /** Creates the file, which must not exist. @throws FormatError "cannot-write" */
  static async create(file: string): Promise<RecordWriter> {
    try {
      return new RecordWriter(file, await open(file, 'wx'));
    } catch (cause) {
      throw cannotWrite(file, cause);
    }
  }

  /** Adds a record; its bytes must not change afterwards. Waits while much is still to be written. */
  async write(record: Uint8Array): Promise<void> {
    if (this.add(record)) await this.drain();
  }

  /** As `write`, but tells by `true` that `drain` is due: for loops over many small records. */
  add(record: Uint8Array): boolean {
    this.#records.push(record);
    this.#pendingBytes += record.length;
    return this.#pendingBytes >= BLOCK_BYTES;
  }

  async drain(): Promise<void> {
    this.#startBlock();
    while (this.#inFlight.length >= BLOCKS_IN_FLIGHT) await this.#writeOldest();
  }

  /** Writes a finished gzip member, behind the records added so far. */
  async writeMember(member: Uint8Array): Promise<void> {
    if (this.#records.length > 0) this.#startBlock();
    this.#blocks++;
    this.#inFlight.push(Promise.resolve(member));
    while (this.#inFlight.length >= BLOCKS_IN_FLIGHT) await this.#writeOldest();
  }

  /** Writes what is left and closes the file. @throws FormatError "cannot-write", e.g. on a full disk */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      if (this.#records.length > 0 || this.#blocks === 0) this.#startBlock();
      while (this.#inFlight.length > 0) await this.#writeOldest();
    } finally {
      await this.#handle.close();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #startBlock(): void {
    const block = frameRecords(this.#records);
    const records = this.#records.length;
    this.#records = [];
    this.#pendingBytes = 0;
    this.#blocks++;
    this.#inFlight.push(this.#compressed ? compressMember(block, records) : Promise.resolve(block));
  }

  async #writeOldest(): Promise<void> {
    const bytes = await this.#inFlight.shift();
    if (!bytes) return;
    try {
      await this.#handle.writeFile(bytes);
    } catch (cause) {
      throw cannotWrite(this.#file, cause);
    }
  }
}

/** No space left, the user's share is used up, or a process or file system allows no larger file. */
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

function cannotWrite(file: string, cause: unknown): FormatError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const full = cause instanceof Error && 'code' in cause && FULL.has(String(cause.code));
  return new FormatError('cannot-write', `Cannot write "${file}": ${reason}`, {
    location: { file },
    hint: full
      ? 'The disk is full, or a file may not grow further. Free some space and run the cell again.'
      : 'Check that the folder can be written to.',
    cause,
  });
}
