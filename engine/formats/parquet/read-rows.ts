import { type ColumnChunk, type ColumnMetaData, parquetRead } from 'hyparquet';
import { getTreePath, isFlatColumn } from 'hyparquet/src/schema.js';
import type { CellReader } from './column-encoder.ts';
import { ColumnPages } from './column-pages.ts';
import { FlatColumn } from './flat-column.ts';
import type { ParquetColumn, ParquetFile } from './open-parquet.ts';
import { PARSERS } from './parsers.ts';

/** Columns of lists of one row group by name, a value a row. They are read whole. */
export type ListColumns = ReadonlyMap<string, readonly unknown[]>;

/** Reads those columns of a row group that hold lists. `descriptor` is that of the open file. */
export async function readListColumns(
  parquet: ParquetFile,
  descriptor: number,
  group: number,
): Promise<ListColumns> {
  const names = parquet.columns.filter((column) => !isFlat(parquet, column)).map(({ name }) => name);
  const lists = new Map<string, unknown[]>(names.map((name) => [name, []]));
  if (names.length === 0) return lists;
  const { buffer, metadata, compressors, groupStarts } = parquet;
  for (const chunk of metadata.row_groups[group]?.columns ?? []) {
    if (names.includes(chunk.meta_data?.path_in_schema[0] ?? '')) checkPages(descriptor, metaDataOf(chunk));
  }
  const pieces: { readonly name: string; readonly start: number; readonly values: ArrayLike<unknown> }[] = [];
  await parquetRead({
    file: buffer,
    metadata,
    compressors,
    columns: names,
    rowStart: groupStarts[group] ?? 0,
    rowEnd: groupStarts[group + 1] ?? 0,
    utf8: false,
    parsers: PARSERS,
    onChunk: ({ columnName: name, columnData: values, rowStart: start }) =>
      pieces.push({ name, start, values }),
  });
  for (const { name, values } of pieces.sort((a, b) => a.start - b.start)) {
    const list = lists.get(name);
    for (let i = 0; list && i < values.length; i++) list.push(values[i]);
  }
  return lists;
}

/** Readers of all columns of a row group, beginning at the row `from` of the group. */
export function readCells(
  parquet: ParquetFile,
  descriptor: number,
  { group, from, lists }: { readonly group: number; readonly from: number; readonly lists: ListColumns },
): CellReader[] {
  const chunks = parquet.metadata.row_groups[group]?.columns ?? [];
  return parquet.columns.map(({ name }) => {
    const list = lists.get(name);
    if (list) return listReader(list, from);
    const column = metaDataOf(chunks.find(({ meta_data }) => meta_data?.path_in_schema[0] === name));
    const path = getTreePath(parquet.schema, [name]);
    const reader = new FlatColumn({ descriptor, column, path, compressors: parquet.compressors });
    reader.skip(from);
    return reader;
  });
}

function listReader(values: readonly unknown[], from: number): CellReader {
  let row = from;
  return { next: () => values[row++] ?? null };
}

function isFlat({ schema }: ParquetFile, { name }: ParquetColumn): boolean {
  return isFlatColumn(getTreePath(schema, [name]));
}

/** @throws Error for a page that cannot be, before anything is expanded */
function checkPages(descriptor: number, column: ColumnMetaData): void {
  const pages = new ColumnPages(descriptor, column);
  while (pages.next());
}

function metaDataOf(chunk: ColumnChunk | undefined): ColumnMetaData {
  if (!chunk?.meta_data) throw new Error('a row group lacks a column');
  return chunk.meta_data;
}
