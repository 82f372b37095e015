import { runTasks } from '../parallel/worker-pool.ts';
import { listShards } from '../tfrecord/record-shard.ts';
import { type DatasetSnapshot, mergeDatasets, NO_RECORDS } from './dataset-accumulator.ts';
import { type ShardTask, shardStatistics } from './shard-statistics.ts';

export interface CollectOptions {
  readonly signal?: AbortSignal | undefined;
  /** Told how many of all bytes were read. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Less than this is done before a thread has started. */
const INLINE_BYTES = 1 << 20;

/**
 * The statistics of TFRecord files, on all processors.
 *
 * @example
 * const snapshot = await collectStatistics(files, { signal });
 * const list = datasetStatistics([{ name: '', snapshot }]);
 * @throws FormatError naming file, record and feature
 */
export async function collectStatistics(
  files: readonly string[],
  options: CollectOptions = {},
): Promise<DatasetSnapshot> {
  const shards = (await Promise.all(files.map(listShards))).flat();
  const total = shards.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const tasks = shards.map((shard): ShardTask => ({ shard }));
  let [merged, done] = [NO_RECORDS, 0];
  const results =
    total < INLINE_BYTES ? runInline(tasks, options.signal) : runInThreads(tasks, options.signal);
  for await (const snapshot of results) {
    merged = mergeDatasets(merged, snapshot);
    done += shards.shift()?.sizeBytes ?? 0;
    options.onProgress?.(done, total);
  }
  return merged;
}

async function* runInline(
  tasks: readonly ShardTask[],
  signal: AbortSignal | undefined,
): AsyncGenerator<DatasetSnapshot> {
  for (const task of tasks) yield await shardStatistics(task, signal);
}

function runInThreads(
  tasks: readonly ShardTask[],
  signal: AbortSignal | undefined,
): AsyncGenerator<DatasetSnapshot> {
  return runTasks({ script: new URL('./statistics-thread.ts', import.meta.url), tasks, signal });
}
