import { BYTES, cellType } from '../../../formats/csv/column-type.ts';
import { CsvScanner } from '../../../formats/csv/csv-scanner.ts';
import { RowEncoder } from '../../../formats/csv/row-encoder.ts';
import { FormatError } from '../../../formats/format-error.ts';
import type { FailedTask } from '../../../formats/parallel/worker-pool.ts';
import { assignSplit } from '../splits/assign-splits.ts';
import { MemberPacker } from '../splits/member-packer.ts';
import type { SplitRule } from '../splits/output-splits.ts';
import type { PackedMember } from './example-source.ts';

interface BlockTask {
  readonly file: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly offset: number;
  readonly delimiter: string;
}

/** Types are those of column-type.ts. */
export type CsvTask =
  | (BlockTask & { readonly kind: 'infer'; readonly columns: number })
  | (BlockTask & {
      readonly kind: 'encode';
      readonly header: readonly string[];
      readonly types: readonly number[];
      readonly rule: SplitRule;
      readonly skip: boolean;
    });

/** `line` is counted from 0, from the beginning of the block. */
export type SkippedRecord = FailedTask & { readonly code: 'bad-syntax'; readonly line: number };

export type CsvAnswer =
  | { readonly kind: 'inferred'; readonly types: readonly number[] }
  | {
      readonly kind: 'encoded';
      readonly members: readonly PackedMember[];
      readonly skipped: readonly SkippedRecord[];
      /** Line breaks of the block; 0 where no records may be skipped, as nobody asks then. */
      readonly lines: number;
    };

const NEWLINE = 0x0a;

/** Works on one block of CSV: finds the types of its columns, or packs its records for the splits. */
export async function runCsvTask(task: CsvTask): Promise<CsvAnswer> {
  return task.kind === 'infer' ? inferBlock(task) : encodeBlock(task);
}

function inferBlock(task: CsvTask & { readonly kind: 'infer' }): CsvAnswer {
  const scanner = new CsvScanner(task.bytes, task.delimiter);
  const types = new Array<number>(task.columns).fill(0);
  while (scanner.next()) {
    // Ragged records are reported, or skipped, when they are encoded.
    if (scanner.count !== task.columns) continue;
    for (let i = 0; i < task.columns; i++) {
      const known = types[i] as number;
      if (known === BYTES) continue;
      const type = cellType(task.bytes, scanner.starts[i] as number, scanner.ends[i] as number);
      if (type > known) types[i] = type;
    }
  }
  return { kind: 'inferred', types };
}

async function encodeBlock(task: CsvTask & { readonly kind: 'encode' }): Promise<CsvAnswer> {
  const scanner = new CsvScanner(task.bytes, task.delimiter);
  const encoder = new RowEncoder(task.header, task.types);
  const assign = assignSplit(task.rule);
  const packer = new MemberPacker();
  const skipped: SkippedRecord[] = [];
  while (scanner.next()) {
    if (scanner.count === 0) continue;
    if (scanner.count !== task.header.length) {
      const problem = ragged(task, scanner);
      if (!task.skip) throw new FormatError(problem.code, problem.message, problem.options);
      skipped.push({ ...problem, line: countLines(task.bytes.subarray(0, scanner.recordStart)) });
      continue;
    }
    const record = encoder.encode(scanner);
    packer.add(assign(record), record);
  }
  const lines = task.skip ? countLines(task.bytes) : 0;
  return { kind: 'encoded', members: await packer.finish(), skipped, lines };
}

/** The line breaks in some text: the number, counted from 0, of the line behind it. */
export function countLines(text: Uint8Array): number {
  let lines = 0;
  for (let at = text.indexOf(NEWLINE); at >= 0; at = text.indexOf(NEWLINE, at + 1)) lines++;
  return lines;
}

function ragged(
  task: CsvTask & { readonly kind: 'encode' },
  scanner: CsvScanner,
): Omit<SkippedRecord, 'line'> {
  const offset = task.offset + scanner.recordStart;
  const fields = `${scanner.count} field${scanner.count === 1 ? '' : 's'}`;
  return {
    code: 'bad-syntax',
    message: `The record at byte ${offset} of "${task.file}" has ${fields}, the header ${task.header.length}`,
    options: {
      location: { file: task.file, offset },
      hint: 'Put fields that hold the delimiter or a line break in quotes, or set on_bad_record to skip.',
    },
  };
}
