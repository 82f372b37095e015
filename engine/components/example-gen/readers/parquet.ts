import { mapInOrder } from '../../../formats/files/map-in-order.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { WorkerPool } from '../../../formats/parallel/worker-pool.ts';
import { groupColumns } from '../../../formats/parquet/leaf-column.ts';
import { openParquet, type ParquetFile } from '../../../formats/parquet/open-parquet.ts';
import { parquetError } from '../../../formats/parquet/parquet-error.ts';
import type { SplitRule } from '../splits/output-splits.ts';
import type { ExampleReader, PackedMember, ReaderContext } from './example-source.ts';
import type { ParquetTask } from './parquet-task.ts';

/** A row group is decoded whole by each thread that works on it, but encoded in parts. */
const ROWS_A_TASK = 25_000;

/** Parquet files, on all processors. */
export const parquetReader: ExampleReader = {
  unit: 'records',
  async open(context) {
    const files = await Promise.all(context.split.files.map(openParquet));
    const units = files.reduce((sum, { groupStarts }) => sum + (groupStarts.at(-1) ?? 0), 0);
    return { units, pack: (rule) => packFiles(files, context, rule) };
  },
};

async function* packFiles(
  files: readonly ParquetFile[],
  context: ReaderContext,
  rule: SplitRule,
): AsyncGenerator<PackedMember> {
  await using pool = new WorkerPool<ParquetTask, readonly PackedMember[]>(
    new URL('./parquet-thread.ts', import.meta.url),
    context.signal,
  );
  let done = 0;
  const tasks = listTasks(files, rule);
  const run = async (task: ParquetTask) => ({ task, members: await pool.run(task) });
  for await (const { task, members } of mapInOrder(tasks, pool.size + 1, run)) {
    context.signal.throwIfAborted();
    done += task.to - task.from;
    context.onProgress(done);
    yield* members;
  }
}

function* listTasks(files: readonly ParquetFile[], rule: SplitRule): Generator<ParquetTask> {
  const [first] = files;
  for (const parquet of files) {
    if (first && JSON.stringify(parquet.columns) !== JSON.stringify(first.columns)) {
      throw new FormatError('bad-syntax', `"${parquet.file}" has other columns than "${first.file}"`, {
        location: { file: parquet.file },
        hint: 'All Parquet files of a split must have the same columns with the same types.',
      });
    }
    yield* listGroups(parquet, rule);
  }
}

function* listGroups(parquet: ParquetFile, rule: SplitRule): Generator<ParquetTask> {
  const { file, groupStarts } = parquet;
  for (let group = 0; group + 1 < groupStarts.length; group++) {
    const rows = (groupStarts[group + 1] ?? 0) - (groupStarts[group] ?? 0);
    const columns = columnsOf(parquet, group);
    for (let from = 0; from < rows; from += ROWS_A_TASK)
      yield { file, group, columns, from, to: Math.min(rows, from + ROWS_A_TASK), rule };
  }
}

function columnsOf(parquet: ParquetFile, group: number): ParquetTask['columns'] {
  try {
    return groupColumns(parquet, group);
  } catch (error) {
    throw parquetError(parquet.file, error, group);
  }
}
