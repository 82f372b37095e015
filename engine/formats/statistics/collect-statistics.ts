import { mapInOrder } from '../files/map-in-order.ts';
import { WorkerPool } from '../parallel/worker-pool.ts';
import { listShards } from '../tfrecord/record-shard.ts';
import { type DatasetSnapshot, NO_RECORDS } from './dataset-accumulator.ts';
import {
  ALL_RECORDS,
  mergeSlices,
  type ShardTask,
  type SlicedSnapshots,
  type StatisticsOptions,
  shardStatistics,
} from './shard-statistics.ts';

export interface CollectOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told how many of all bytes were read. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Threads to work on; own ones are started where none are given. */
  readonly pool?: StatisticsPool;
}

export type StatisticsPool = WorkerPool<ShardTask, SlicedSnapshots>;

/** Less than this is done before a thread has started. */
const INLINE_BYTES = 1 << 20;

export function createStatisticsPool(signal?: AbortSignal): StatisticsPool {
  return new WorkerPool(new URL('./statistics-thread.ts', import.meta.url), signal);
}

/**
 * The statistics of TFRecord files, on all processors.
 *
 * @example
 * const snapshot = await collectStatistics(files, { signal });
 * const list = datasetStatistics([{ name: '', snapshot }]);
 * @throws FormatError naming file, record and feature; the signal's reason once it is aborted
 */
export async function collectStatistics(
  files: readonly string[],
  options: CollectOptions = {},
): Promise<DatasetSnapshot> {
  return (await collectSlices(files, ALL_RECORDS, options)).get('') ?? NO_RECORDS;
}

/** As `collectStatistics`, of a sample where one is asked for, and of each slice besides. */
export async function collectSlices(
  files: readonly string[],
  what: StatisticsOptions,
  options: CollectOptions = {},
): Promise<SlicedSnapshots> {
  const { signal } = options;
  const shards = (await Promise.all(files.map(listShards))).flat();
  const total = shards.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  await using own = options.pool ? null : createStatisticsPool(signal);
  const pool = options.pool ?? own;
  const isSmall = total < INLINE_BYTES;
  const run = async (task: ShardTask): Promise<readonly [ShardTask, SlicedSnapshots]> => {
    signal?.throwIfAborted();
    return [task, isSmall || !pool ? await shardStatistics(task, signal) : await pool.run(task)];
  };
  let [merged, done]: [SlicedSnapshots, number] = [new Map(), 0];
  const tasks = shards.map((shard): ShardTask => ({ shard, ...what }));
  for await (const [{ shard }, snapshots] of mapInOrder(tasks, (pool?.size ?? 1) + 1, run)) {
    merged = mergeSlices(merged, snapshots);
    done += shard.sizeBytes;
    options.onProgress?.(done, total);
  }
  return merged;
}
