import { type ReadRecordsOptions, readRecordBatches } from '../tfrecord/read-record-batches.ts';

/** All records of a TFRecord file. */
export async function readAllRecords(file: string, options: ReadRecordsOptions = {}): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const { records } of readRecordBatches(file, options)) all.push(...records);
  return all;
}
