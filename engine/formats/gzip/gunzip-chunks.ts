import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FormatError, type FormatErrorCode } from '../format-error.ts';

const CHUNK_BYTES = 1 << 20;

/**
 * Expands a gzip stream of any number of members, in chunks of up to 1 MiB.
 * @throws FormatError "truncated", "bad-checksum" or "bad-syntax", naming the file
 */
export async function* gunzipChunks(
  compressed: AsyncIterable<Uint8Array>,
  file: string,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const source = Readable.from(compressed, { objectMode: false });
  source.once('error', (error) => gunzip.destroy(error));
  try {
    yield* source.pipe(gunzip) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw translate(error, file);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

const ZLIB_CODES: Readonly<Record<string, FormatErrorCode>> = {
  Z_BUF_ERROR: 'truncated',
  Z_DATA_ERROR: 'bad-checksum',
};

function translate(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? ZLIB_CODES[String(error.code)] : undefined;
  if (!code) return error;
  const reason = code === 'truncated' ? 'the compressed data ends early' : (error as Error).message;
  return new FormatError(code, `Cannot expand "${file}" as gzip: ${reason}`, {
    location: { file },
    hint: 'The file is damaged or not compressed with gzip although its name ends in ".gz".',
    cause: error,
  });
}
