import { ColumnEncoder } from '../../../formats/parquet/column-encoder.ts';
import { openParquet, type ParquetFile } from '../../../formats/parquet/open-parquet.ts';
import { readRowGroup } from '../../../formats/parquet/read-row-group.ts';
import { assignSplits } from '../splits/assign-splits.ts';
import { MemberPacker } from '../splits/member-packer.ts';
import type { SplitRule } from '../splits/output-splits.ts';
import type { PackedMember } from './example-source.ts';

export interface ParquetTask {
  readonly file: string;
  readonly group: number;
  readonly rows: number;
  readonly rule: SplitRule;
}

let opened: Promise<ParquetFile> | null = null;
let openedName = '';

/** Reads one row group and packs its records for the splits. The footer is read once a file and thread. */
export async function runParquetTask({
  file,
  group,
  rows,
  rule,
}: ParquetTask): Promise<readonly PackedMember[]> {
  if (opened === null || openedName !== file) {
    opened = openParquet(file);
    openedName = file;
  }
  const parquet = await opened;
  const encoder = new ColumnEncoder(parquet.columns, await readRowGroup(parquet, group));
  const assign = assignSplits(rule);
  const packer = new MemberPacker();
  for (let row = 0; row < rows; row++) {
    const record = encoder.encode(row);
    packer.add(assign({ records: [record] })[0] ?? '', record);
  }
  return packer.finish();
}
