import { type RecordShard, readShard } from '../tfrecord/record-shard.ts';
import { DatasetAccumulator, type DatasetSnapshot } from './dataset-accumulator.ts';

/** What to make statistics of: a pure description, so that a shard can be worked on anywhere. */
export interface ShardTask {
  readonly shard: RecordShard;
}

/** The statistics of one shard's records. @throws FormatError naming file, record and feature */
export async function shardStatistics({ shard }: ShardTask, signal?: AbortSignal): Promise<DatasetSnapshot> {
  const accumulator = new DatasetAccumulator();
  for await (const { records, numbers } of readShard(shard, { signal })) {
    for (const [index, record] of records.entries()) {
      accumulator.add(record, { file: shard.file, record: numbers[index] ?? 0 });
    }
  }
  return accumulator.snapshot();
}
