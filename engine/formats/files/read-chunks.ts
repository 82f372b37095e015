import { type FileHandle, open } from 'node:fs/promises';
import { FormatError } from '../format-error.ts';

export interface ReadChunksOptions {
  readonly signal?: AbortSignal | undefined;
  readonly chunkBytes?: number;
  /** First byte to read and the byte to stop before; the whole file when left out. */
  readonly start?: number;
  readonly end?: number;
}

const CHUNK_BYTES = 1 << 20;

/**
 * A file's bytes as chunks of 1 MiB, each a buffer of its own so that views of it may be kept.
 * @throws FormatError "cannot-read", or the signal's reason once it is aborted
 */
export async function* readChunks(file: string, options: ReadChunksOptions = {}): AsyncGenerator<Uint8Array> {
  await using handle = await openForReading(file);
  const end = options.end ?? Number.POSITIVE_INFINITY;
  let position = options.start ?? 0;
  while (position < end) {
    options.signal?.throwIfAborted();
    const buffer = Buffer.allocUnsafeSlow(Math.min(options.chunkBytes ?? CHUNK_BYTES, end - position));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** @throws FormatError "cannot-read" with the system's reason */
export async function openForReading(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new FormatError('cannot-read', `Cannot open "${file}": ${reason}`, { location: { file }, cause });
  }
}
