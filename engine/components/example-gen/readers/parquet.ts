import { mapInOrder } from '../../../formats/files/map-in-order.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { WorkerPool } from '../../../formats/parallel/worker-pool.ts';
import { openParquet, type ParquetColumn } from '../../../formats/parquet/open-parquet.ts';
import type { SplitRule } from '../splits/output-splits.ts';
import type { ExampleReader, PackedMember, ReaderContext } from './example-source.ts';
import type { ParquetTask } from './parquet-task.ts';

/** A row group is decoded whole by each thread that works on it, but encoded in parts. */
const ROWS_A_TASK = 25_000;

/** Parquet files, on all processors. */
export const parquetReader: ExampleReader = {
  unit: 'records',
  async countUnits({ split }) {
    const files = await Promise.all(split.files.map(openParquet));
    return files.reduce((sum, { groupStarts }) => sum + (groupStarts.at(-1) ?? 0), 0);
  },
  pack: packFiles,
};

async function* packFiles(context: ReaderContext, rule: SplitRule): AsyncGenerator<PackedMember> {
  await using pool = new WorkerPool<ParquetTask, readonly PackedMember[]>(
    new URL('./parquet-thread.ts', import.meta.url),
    context.signal,
  );
  let done = 0;
  const tasks = listTasks(context, rule);
  const run = async (task: ParquetTask) => ({ task, members: await pool.run(task) });
  for await (const { task, members } of mapInOrder(tasks, pool.size + 1, run)) {
    context.signal.throwIfAborted();
    done += task.to - task.from;
    context.onProgress(done);
    yield* members;
  }
}

async function* listTasks({ split }: ReaderContext, rule: SplitRule): AsyncGenerator<ParquetTask> {
  let first: { readonly file: string; readonly columns: readonly ParquetColumn[] } | null = null;
  for (const file of split.files) {
    const { columns, groupStarts } = await openParquet(file);
    if (first === null) first = { file, columns };
    else if (JSON.stringify(columns) !== JSON.stringify(first.columns)) {
      throw new FormatError('bad-syntax', `"${file}" has other columns than "${first.file}"`, {
        location: { file },
        hint: 'All Parquet files of a split must have the same columns with the same types.',
      });
    }
    for (let group = 0; group + 1 < groupStarts.length; group++) {
      const rows = (groupStarts[group + 1] ?? 0) - (groupStarts[group] ?? 0);
      for (let from = 0; from < rows; from += ROWS_A_TASK) {
        yield { file, group, from, to: Math.min(rows, from + ROWS_A_TASK), rule };
      }
    }
  }
}
