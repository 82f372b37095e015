import { stat } from 'node:fs/promises';
import { readChunks } from '../files/read-chunks.ts';
import { gunzipChunks } from '../gzip/gunzip-chunks.ts';
import { FrameParser, type OnBadRecord, type RecordBatch } from './frame-parser.ts';

export interface ReadRecordsOptions {
  readonly signal?: AbortSignal | undefined;
  /** Leaves out records whose data is damaged and tells of each; see `OnBadRecord`. */
  readonly onBadRecord?: OnBadRecord | undefined;
  /** Told of each chunk read from the file, in bytes of the file, for progress. */
  readonly onRead?: (bytes: number) => void;
}

/** Deflate cannot expand a byte to more (RFC 1951: 258 bytes for the two bits of a match). */
const MAXIMUM_RATIO = 1032;
/**
 * A record must be in memory whole. One that is larger than this and than a hundred times the compressed file is no data
 * but meant to exhaust memory.
 */
const HARMLESS_RECORD_BYTES = 64 << 20;
const MAXIMUM_RECORD_RATIO = 100;

/**
 * The records of a TFRecord file (".gz" by name = gzip, as Beam decides it) in batches of about a mebibyte; both
 * checksums of each record are checked.
 *
 * @example
 * for await (const batch of readRecordBatches('train-00-32.tfrec')) {
 *   for (const record of batch.records) decodeExample(record);
 * }
 * @throws FormatError naming file, record and offset; the signal's reason once it is aborted
 */
export async function* readRecordBatches(
  file: string,
  options: ReadRecordsOptions = {},
): AsyncGenerator<RecordBatch> {
  const compressed = file.endsWith('.gz');
  const source = counted(readChunks(file, { signal: options.signal }), options.onRead);
  const { size: sizeBytes } = await stat(file).catch(() => ({ size: 0 }));
  const availableBytes = compressed ? sizeBytes * MAXIMUM_RATIO : sizeBytes;
  const maximumRecordBytes = compressed
    ? Math.max(HARMLESS_RECORD_BYTES, sizeBytes * MAXIMUM_RECORD_RATIO)
    : undefined;
  const { onBadRecord } = options;
  const parser = new FrameParser({ file, availableBytes, maximumRecordBytes, onBadRecord });
  for await (const chunk of compressed ? gunzipChunks(source, file) : source) {
    const batch = parser.push(chunk);
    if (batch.records.length > 0) yield batch;
  }
  parser.end();
}

async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  onRead: ((bytes: number) => void) | undefined,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onRead?.(chunk.length);
    yield chunk;
  }
}
