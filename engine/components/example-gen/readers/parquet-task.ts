import { closeSync, openSync } from 'node:fs';
import type { GroupColumn } from '../../../formats/parquet/leaf-column.ts';
import { parquetError } from '../../../formats/parquet/parquet-error.ts';
import { RowGroup } from '../../../formats/parquet/row-group.ts';
import { assignSplit } from '../splits/assign-splits.ts';
import { MemberPacker } from '../splits/member-packer.ts';
import type { SplitRule } from '../splits/output-splits.ts';
import type { PackedMember } from './example-source.ts';

/** Some rows of a row group; `from` and `to` (excluded) count from the group's first row. */
export interface ParquetTask {
  readonly file: string;
  readonly group: number;
  /** Those of `groupColumns`. */
  readonly columns: readonly GroupColumn[];
  readonly from: number;
  readonly to: number;
  readonly rule: SplitRule;
}

interface OpenGroup {
  readonly file: string;
  readonly group: number;
  readonly descriptor: number;
  readonly rows: RowGroup;
}

/** The row group that this thread read last: tasks of one group follow each other, and it is read on from where it stands. */
let current: OpenGroup | null = null;

/**
 * Packs some rows of a row group for the splits.
 *
 * @throws FormatError also when a damaged file gives values of another type than its columns promise
 */
export async function runParquetTask(task: ParquetTask): Promise<readonly PackedMember[]> {
  try {
    current = await openGroup(task);
    const { rows } = current;
    rows.skip(task.from - rows.row);
    return await packRows(task, rows);
  } catch (error) {
    closeCurrent();
    throw parquetError(task.file, error, task.group);
  }
}

async function packRows(task: ParquetTask, rows: RowGroup): Promise<readonly PackedMember[]> {
  const assign = assignSplit(task.rule);
  const packer = new MemberPacker();
  while (rows.row < task.to) {
    const record = rows.encode();
    if (packer.add(assign(record), record)) await packer.settle();
  }
  return packer.finish();
}

async function openGroup({ file, group, columns, from }: ParquetTask): Promise<OpenGroup> {
  if (current?.file === file && current.group === group && current.rows.row <= from) return current;
  closeCurrent();
  const descriptor = openSync(file, 'r');
  return { file, group, descriptor, rows: await RowGroup.open(columns, descriptor) };
}

function closeCurrent(): void {
  if (current) closeSync(current.descriptor);
  current = null;
}
