import { ColumnEncoder } from '../../../formats/parquet/column-encoder.ts';
import { openParquet, type ParquetFile } from '../../../formats/parquet/open-parquet.ts';
import { parquetError } from '../../../formats/parquet/parquet-error.ts';
import { readRowGroup } from '../../../formats/parquet/read-row-group.ts';
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
  readonly parquet: Promise<ParquetFile>;
  readonly encoder: Promise<ColumnEncoder>;
}

/** The row group that this thread decoded last: tasks of one group follow each other. */
let current: OpenGroup | null = null;

/**
 * Packs some rows of a row group for the splits.
 *
 * @throws FormatError also when a damaged file gives values of another type than its columns promise
 */
export async function runParquetTask(task: ParquetTask): Promise<readonly PackedMember[]> {
  const encoder = await openGroup(task).encoder;
  try {
    return await packRows(task, encoder);
  } catch (error) {
    throw parquetError(task.file, error, task.group);
  }
}

function packRows(task: ParquetTask, encoder: ColumnEncoder): Promise<readonly PackedMember[]> {
  const assign = assignSplit(task.rule);
  const packer = new MemberPacker();
  for (let row = task.from; row < task.to; row++) {
    const record = encoder.encode(row);
    packer.add(assign(record), record);
  }
  return packer.finish();
}

function openGroup({ file, group }: ParquetTask): OpenGroup {
  if (current?.file === file && current.group === group) return current;
  const parquet = current?.file === file ? current.parquet : openParquet(file);
  current = { file, group, parquet, encoder: parquet.then((opened) => makeEncoder(opened, group)) };
  return current;
}

async function makeEncoder(parquet: ParquetFile, group: number): Promise<ColumnEncoder> {
  return new ColumnEncoder(parquet.columns, await readRowGroup(parquet, group));
}
