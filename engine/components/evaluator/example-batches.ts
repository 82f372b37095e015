import { readRecordBatches } from '../../formats/tfrecord/read-record-batches.ts';
import { splitFiles } from '../examples-artifact.ts';
import { countRecords } from '../trainer/count-records.ts';
import type { ExampleBatch } from './evaluate-models.ts';

/** Splits of some Examples one after another, in batches of a fixed size (the last of each split smaller). */
export async function* exampleBatches(
  examplesDirectory: string,
  options: { readonly splits: readonly string[]; readonly size: number; readonly signal: AbortSignal },
): AsyncGenerator<ExampleBatch> {
  let position = 0;
  for (const split of options.splits) {
    let record = 0;
    for await (const records of recordGroups(await splitFiles(examplesDirectory, split), options)) {
      yield { records, position, record, split };
      record += records.length;
      position += records.length;
    }
  }
}

async function* recordGroups(
  files: readonly string[],
  options: { readonly size: number; readonly signal: AbortSignal },
): AsyncGenerator<readonly Uint8Array[]> {
  let pending: Uint8Array[] = [];
  for (const file of files) {
    for await (const { records } of readRecordBatches(file, { signal: options.signal })) {
      pending.push(...records);
      while (pending.length >= options.size) {
        yield pending.slice(0, options.size);
        pending = pending.slice(options.size);
      }
    }
  }
  if (pending.length > 0) {
    yield pending;
  }
}

/** How many examples some splits hold together, for progress: they are read once for it, which costs little beside a model. */
export async function countExamples(
  examplesDirectory: string,
  splits: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  const files = await Promise.all(splits.map((split) => splitFiles(examplesDirectory, split)));
  return await countRecords(files.flat(), signal);
}
