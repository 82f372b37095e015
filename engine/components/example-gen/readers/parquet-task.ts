import { open } from 'node:fs/promises';
import { ColumnEncoder } from '../../../formats/parquet/column-encoder.ts';
import { openParquet, type ParquetFile } from '../../../formats/parquet/open-parquet.ts';
import { parquetError } from '../../../formats/parquet/parquet-error.ts';
import { type ListColumns, readCells, readListColumns } from '../../../formats/parquet/read-rows.ts';
import { assignSplit } from '../splits/assign-splits.ts';
import { MemberPacker } from '../splits/member-packer.ts';
import type { SplitRule } from '../splits/output-splits.ts';
import type { PackedMember } from './example-source.ts';

/** Some rows of a row group; `from` and `to` (excluded) count from the group's first row. */
export interface ParquetTask {
  readonly file: string;
  readonly group: number;
  readonly from: number;
  readonly to: number;
  readonly rule: SplitRule;
}

interface OpenGroup {
  readonly file: string;
  readonly group: number;
  readonly parquet: ParquetFile;
  readonly lists: ListColumns;
}

/** The row group that this thread read last: tasks of one group follow each other. */
let current: OpenGroup | null = null;

/**
 * Packs some rows of a row group for the splits.
 *
 * @throws FormatError also when a damaged file gives values of another type than its columns promise
 */
export async function runParquetTask(task: ParquetTask): Promise<readonly PackedMember[]> {
  try {
    await using handle = await open(task.file);
    current = await openGroup(task, handle.fd);
    const { parquet } = current;
    const cells = readCells(parquet, handle.fd, { ...task, lists: current.lists });
    return await packRows(task, new ColumnEncoder(parquet.columns, cells));
  } catch (error) {
    throw parquetError(task.file, error, task.group);
  }
}

function packRows(task: ParquetTask, encoder: ColumnEncoder): Promise<readonly PackedMember[]> {
  const assign = assignSplit(task.rule);
  const packer = new MemberPacker();
  for (let row = task.from; row < task.to; row++) {
    const record = encoder.encode();
    packer.add(assign(record), record);
  }
  return packer.finish();
}

async function openGroup({ file, group }: ParquetTask, descriptor: number): Promise<OpenGroup> {
  if (current?.file === file && current.group === group) return current;
  const parquet = current?.file === file ? current.parquet : await openParquet(file);
  return { file, group, parquet, lists: await readListColumns(parquet, descriptor, group) };
}
