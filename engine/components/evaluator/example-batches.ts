import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { EvaluationError } from '../../formats/evaluation/evaluation-error.ts';
import { readRecordBatches } from '../../formats/tfrecord/read-record-batches.ts';
import type { ExampleBatch } from './evaluate-models.ts';

/** TFRecord files of a split in the order of their shards. @throws EvaluationError "no-examples" */
export async function splitFiles(examplesDirectory: string, split: string): Promise<string[]> {
  const directory = path.join(examplesDirectory, `Split-${split}`);
  const names = await readdir(directory).catch(() => []);
  if (names.length === 0) {
    const known = (await readdir(examplesDirectory).catch(() => []))
      .filter((name) => name.startsWith('Split-'))
      .map((name) => name.slice('Split-'.length));
    throw new EvaluationError('no-examples', `The Examples have no split "${split}"`, {
      hint: known.length > 0 ? `Their splits are ${known.join(', ')}` : 'The Examples are empty',
      location: { parameter: 'example_splits' },
    });
  }
  return names.sort().map((name) => path.join(directory, name));
}

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
