import { parquetRead } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { ParquetFile } from './open-parquet.ts';
import { parquetError } from './parquet-error.ts';

/** Values of a column, one a row: null, a number, bytes, or a list of these. */
export type ColumnValues = ArrayLike<unknown>;

/** The columns of one row group, in the order of the file's columns. @throws FormatError naming file and row group */
export async function readRowGroup(
  { file, buffer, metadata, columns, groupStarts }: ParquetFile,
  group: number,
): Promise<readonly ColumnValues[]> {
  const [rowStart = 0, rowEnd = 0] = [groupStarts[group], groupStarts[group + 1]];
  const pieces = new Map<string, { readonly start: number; readonly values: ColumnValues }[]>();
  try {
    await parquetRead({
      file: buffer,
      metadata,
      compressors,
      rowStart,
      rowEnd,
      utf8: false,
      // Text stays bytes: that is what the features will hold.
      parsers: { stringFromBytes: (bytes: Uint8Array) => bytes },
      onChunk: ({ columnName, columnData, rowStart: start }) => {
        pieces.set(columnName, [...(pieces.get(columnName) ?? []), { start, values: columnData }]);
      },
    });
  } catch (cause) {
    throw parquetError(file, cause, group);
  }
  return columns.map(({ name }) => join(pieces.get(name) ?? [], rowEnd - rowStart));
}

function join(
  pieces: readonly { readonly start: number; readonly values: ColumnValues }[],
  rows: number,
): ColumnValues {
  const [only] = pieces;
  if (only && pieces.length === 1 && only.values.length === rows) return only.values;
  return pieces.toSorted((a, b) => a.start - b.start).flatMap(({ values }) => Array.from(values));
}
