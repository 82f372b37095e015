import { readRecordBatches } from '../../../formats/tfrecord/read-record-batches.ts';
import { TrainerError } from '../trainer-error.ts';
import { type Batch, elementsOf, type PassOptions, type ReaderOptions } from './batch-feature.ts';
import { type DecodedRecord, decodeRecord } from './decode-record.ts';
import { Random } from './random.ts';

/** As many records as tf.data's default buffer in TFX, but never more memory than this. */
const BUFFER_RECORDS = 10_000;
const BUFFER_BYTES = 512 * 2 ** 20;

/**
 * Streams batches from record files. Shuffling draws from a bounded buffer, over files in random order, and depends
 * only on seed and epoch: a training that goes on at epoch 7 sees what an uninterrupted one saw.
 */
export class BatchSource {
  readonly #options: ReaderOptions;
  readonly #recordBytes: number;
  readonly #cache = new Map<string, readonly DecodedRecord[]>();
  #cachedBytes = 0;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#recordBytes = options.features.reduce((sum, feature) => sum + elementsOf(feature) * 4, 0);
  }

  /** @throws TrainerError "no-examples" when the files hold no records */
  async *pass({ shuffle, batches = Number.POSITIVE_INFINITY }: PassOptions): AsyncGenerator<Batch> {
    const repeats = Number.isFinite(batches);
    let given = 0;
    for (let round = 0; given < batches && (round === 0 || repeats); round += 1) {
      const before = given;
      const random = shuffle === undefined ? undefined : new Random(shuffle.seed, shuffle.epoch, round);
      for await (const batch of this.#round(random)) {
        yield batch;
        given += 1;
        if (given >= batches) {
          return;
        }
      }
      if (given === before) {
        throw new TrainerError('no-examples', 'The record files hold too few examples for one batch');
      }
    }
  }

  /** Once through all records. */
  async *#round(random: Random | undefined): AsyncGenerator<Batch> {
    const { files } = this.#options;
    const records = this.#records(random === undefined ? files : random.shuffled(files));
    const ordered = random === undefined ? records : shuffledRecords(records, random, this.#bufferSize());
    let pending: DecodedRecord[] = [];
    for await (const record of ordered) {
      pending.push(record);
      if (pending.length === this.#options.batchSize) {
        yield this.#batch(pending);
        pending = [];
      }
    }
    const keepsRest = !this.#options.dropSmallRest || pending.length * 2 >= this.#options.batchSize;
    if (pending.length > 0 && keepsRest) {
      yield this.#batch(pending);
    }
  }

  #bufferSize(): number {
    return Math.max(1, Math.min(BUFFER_RECORDS, Math.floor(BUFFER_BYTES / this.#recordBytes)));
  }

  async *#records(files: readonly string[]): AsyncGenerator<DecodedRecord> {
    for (const file of files) {
      const cached = this.#cache.get(file);
      if (cached === undefined) {
        yield* this.#read(file);
      } else {
        yield* cached;
      }
    }
  }

  async *#read(file: string): AsyncGenerator<DecodedRecord> {
    const kept: DecodedRecord[] = [];
    let record = 0;
    for await (const { records } of readRecordBatches(file)) {
      for (const bytes of records) {
        const decoded = decodeRecord(bytes, this.#options.features, { file, record });
        record += 1;
        if (this.#cachedBytes + (kept.length + 1) * this.#recordBytes <= this.#options.cacheBytes) {
          kept.push(decoded);
        }
        yield decoded;
      }
    }
    if (kept.length === record) {
      this.#cache.set(file, kept);
      this.#cachedBytes += kept.length * this.#recordBytes;
    }
  }

  #batch(records: readonly DecodedRecord[]): Batch {
    const features = this.#options.features.map((feature, position) => {
      const width = elementsOf(feature);
      const values =
        feature.dtype === 'float32'
          ? new Float32Array(width * records.length)
          : new Int32Array(width * records.length);
      for (const [row, record] of records.entries()) {
        values.set(record[position] as Float32Array, row * width);
      }
      return [feature.name, values] as const;
    });
    return { size: records.length, features: Object.fromEntries(features) };
  }
}

/** Fills a buffer, then gives a random one of its records for each that comes in, and the rest in random order. */
async function* shuffledRecords(
  records: AsyncIterable<DecodedRecord>,
  random: Random,
  size: number,
): AsyncGenerator<DecodedRecord> {
  const buffer: DecodedRecord[] = [];
  for await (const record of records) {
    if (buffer.length < size) {
      buffer.push(record);
      continue;
    }
    const index = random.below(size);
    yield buffer[index] as DecodedRecord;
    buffer[index] = record;
  }
  yield* random.shuffled(buffer);
}
