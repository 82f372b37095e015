import { readRecordBatches } from '../../formats/tfrecord/read-record-batches.ts';

/** How many records some files hold together, found by reading them once. */
export async function countRecords(files: readonly string[], signal: AbortSignal): Promise<number> {
  let count = 0;
  for (const file of files) {
    for await (const { records } of readRecordBatches(file, { signal })) {
      count += records.length;
    }
  }
  return count;
}

/** Batches that one pass of training takes: a rest of less than half a batch is left out. */
export function stepsOfPass(records: number, batchSize: number): number {
  const rest = records % batchSize;
  return Math.floor(records / batchSize) + (rest > 0 && rest * 2 >= batchSize ? 1 : 0);
}
