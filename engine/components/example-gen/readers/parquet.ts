import { mapInOrder } from '../../../formats/files/map-in-order.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { WorkerPool } from '../../../formats/parallel/worker-pool.ts';
import { groupColumns } from '../../../formats/parquet/leaf-column.ts';
import { openParquet, type ParquetFile } from '../../../formats/parquet/open-parquet.ts';
import { parquetError } from '../../../formats/parquet/parquet-error.ts';
import type { InputSplit } from '../inputs/input-split.ts';
import type { SplitRule } from '../splits/output-splits.ts';
import type { ExampleReader, PackedMember, ReaderContext } from './example-source.ts';
import type { ParquetTask } from './parquet-task.ts';

/** A row group is decoded whole by each thread that works on it, but encoded in parts. */
const ROWS_A_TASK = 25_000;

/** The first file of a split as it was counted: most splits have no other, and a footer takes as long as many rows. */
const firstFiles = new WeakMap<InputSplit, ParquetFile>();

/** Parquet files, on all processors. */
export const parquetReader: ExampleReader = {
  unit: 'records',
  async countUnits({ split }) {
    const files = await Promise.all(split.files.map(openParquet));
    if (files[0]) firstFiles.set(split, files[0]);
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
  const [firstName] = split.files;
  if (firstName === undefined) return;
  const first = firstFiles.get(split) ?? (await openParquet(firstName));
  for (const file of split.files) {
    const parquet = file === first.file ? first : await openParquet(file);
    if (JSON.stringify(parquet.columns) !== JSON.stringify(first.columns)) {
      throw new FormatError('bad-syntax', `"${file}" has other columns than "${first.file}"`, {
        location: { file },
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
