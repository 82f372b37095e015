import { FormatError } from '../format-error.ts';

/** What went wrong in the Parquet library, told with the file and, where known, the row group. */
export function parquetError(file: string, cause: unknown, group?: number): FormatError {
  if (cause instanceof FormatError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  const place = group === undefined ? `"${file}"` : `row group ${group} of "${file}"`;
  const isCodec = /unsupported compression codec/i.test(reason);
  return new FormatError(
    isCodec ? 'unsupported' : 'bad-syntax',
    `Cannot read ${place} as Parquet: ${reason}`,
    {
      location: { file },
      hint: isCodec
        ? 'Write the file with Snappy, Zstandard, gzip, Brotli or LZ4 compression.'
        : 'The file is damaged or not a Parquet file.',
      cause,
    },
  );
}
