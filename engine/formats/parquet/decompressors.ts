import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib';
import type { Compressors } from 'hyparquet';
import type { GroupColumn } from './leaf-column.ts';

/** Node's own expand no page beyond the size that its header gives; Snappy is hyparquet's own. */
const BUILT_IN: Compressors = {
  GZIP: (input, length) => gunzipSync(input, { maxOutputLength: atLeastOne(length) }),
  BROTLI: (input, length) => brotliDecompressSync(input, { maxOutputLength: atLeastOne(length) }),
  ZSTD: (input, length) => zstdDecompressSync(input, { maxOutputLength: atLeastOne(length) }),
};

/** What expands the pages of a row group. LZ4 comes from a library that takes a while to load, so only where it is needed. */
export async function decompressorsFor(columns: readonly GroupColumn[]): Promise<Compressors> {
  if (!columns.some(({ chunk }) => chunk.codec.startsWith('LZ4'))) return BUILT_IN;
  const { decompressLz4, decompressLz4Raw } = await import('hyparquet-compressors');
  return { ...BUILT_IN, LZ4: unlessEmpty(decompressLz4), LZ4_RAW: unlessEmpty(decompressLz4Raw) };
}

type Decompress = (input: Uint8Array, length: number) => Uint8Array;

/** The library takes the single byte that an empty page consists of for a match without a source. */
function unlessEmpty(decompress: Decompress): Decompress {
  return (input, length) => (length === 0 ? new Uint8Array(0) : decompress(input, length));
}

/** Node takes no limit of 0. */
function atLeastOne(length: number): number {
  return Math.max(1, length);
}
