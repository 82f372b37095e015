import type { Executor, ExecutorContext } from '../../pipeline/component.ts';
import { BadRecords } from './bad-records.ts';
import { describeExamples } from './describe-examples.ts';
import { ExampleGenError } from './example-gen-error.ts';
import { fingerprint, stampFiles } from './inputs/fingerprint.ts';
import type { InputFormat, ResolvedInputs } from './inputs/input-split.ts';
import { resolveInputs } from './inputs/resolve-inputs.ts';
import type { ExampleGenParameters } from './parameters.ts';
import { csvReader } from './readers/csv.ts';
import type { ExampleReader, OpenInput, ReaderContext } from './readers/example-source.ts';
import { imageClassesReader } from './readers/image-classes.ts';
import { imageMasksReader } from './readers/image-masks.ts';
import { parquetReader } from './readers/parquet.ts';
import { tfrecordReader } from './readers/tfrecord.ts';
import { assignSplit } from './splits/assign-splits.ts';
import { planSplits, type SplitRule } from './splits/output-splits.ts';
import { SplitWriters } from './splits/split-writers.ts';

const readers: Readonly<Record<InputFormat, ExampleReader>> = {
  csv: csvReader,
  parquet: parquetReader,
  tfrecord: tfrecordReader,
  'image-masks': imageMasksReader,
  'image-classes': imageClassesReader,
};

/** Reads the input and writes `Split-<name>/data_tfrecord-…gz` with the properties TFX gives an Examples artifact. */
export const runExampleGen: Executor<ExampleGenParameters> = async (context) => {
  const { parameters, outputs, report } = context;
  const target = outputs.examples;
  if (!target) return undefined;
  const inputs = await resolveInputs(parameters, context.notebookDirectory, context);
  const before = await stampFiles(inputs.splits);
  const plan = planSplits(inputs.splits, inputs.format, parameters);
  const badRecords = new BadRecords(parameters.on_bad_record, report);
  await using writers = await SplitWriters.create(target.path, plan.names, parameters.shards);
  await importSplits(context, inputs, plan.rules, writers, badRecords);
  await writers.close();
  if (await hasChanged(context, inputs, before)) throw changed(inputs.base);
  await badRecords.write(target.path);
  const counts = plan.names.map((name) => `${writers.count(name)} in ${name}`);
  report.log('info', `Wrote ${counts.join(', ')}`);
  return { outputs: { examples: describeExamples(inputs, plan.names, context, badRecords.count) } };
};

/** Whether files were changed, added or removed since the cell's key was made, or while they were read. */
async function hasChanged(
  context: ExecutorContext<ExampleGenParameters>,
  inputs: ResolvedInputs,
  before: string,
): Promise<boolean> {
  const { parameters, notebookDirectory, preparedProperties } = context;
  const look = async (): Promise<boolean> => {
    if ((await fingerprint(inputs.splits)) !== preparedProperties.input_fingerprint) return true;
    const isLocal = parameters.format !== 'huggingface';
    const now = isLocal ? await resolveInputs(parameters, notebookDirectory, context) : inputs;
    return (await stampFiles(now.splits)) !== before;
  };
  // What was there when reading began and cannot be found now has changed.
  return look().catch(() => true);
}

async function importSplits(
  context: ExecutorContext<ExampleGenParameters>,
  inputs: ResolvedInputs,
  rules: readonly SplitRule[],
  writers: SplitWriters,
  badRecords: BadRecords,
): Promise<void> {
  const reader = readers[inputs.format];
  let [before, total] = [0, 0];
  const onProgress = (done: number): void =>
    context.report.progress({ done: before + done, total, unit: reader.unit });
  const { base } = inputs;
  const { parameters, signal } = context;
  const onBadRecord: ReaderContext['onBadRecord'] = (error) => badRecords.add(error);
  const opened = await Promise.all(
    inputs.splits.map((split) => reader.open({ split, base, parameters, signal, onProgress, onBadRecord })),
  );
  total = opened.reduce((sum, { units }) => sum + units, 0);
  for (const [index, input] of opened.entries()) {
    const rule = rules[index];
    if (rule) await importSplit(input, rule, writers, signal);
    before += input.units;
  }
}

async function importSplit(
  input: OpenInput,
  rule: SplitRule,
  writers: SplitWriters,
  signal: AbortSignal,
): Promise<void> {
  for await (const member of input.pack?.(rule) ?? []) {
    signal.throwIfAborted();
    await writers.writeMember(member);
  }
  const assign = assignSplit(rule);
  for await (const batch of input.read?.() ?? []) {
    signal.throwIfAborted();
    for (const [index, record] of batch.records.entries()) {
      await writers.write(assign(record, batch.names?.[index]), record);
    }
  }
}

function changed(folder: string): ExampleGenError {
  return new ExampleGenError('changed-while-read', `The files in "${folder}" changed while they were read`, {
    location: { file: folder },
    hint: 'Run the cell again once nothing writes to the folder.',
  });
}
