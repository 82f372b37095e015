import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decodeExample } from '../../../formats/example/decode-example.ts';
import { readRecordBatches } from '../../../formats/tfrecord/read-record-batches.ts';
import { RecordWriter } from '../../../formats/tfrecord/record-writer.ts';
import { artifact, contextFor, type TestContext } from '../../trainer/testing/tiny-pipeline.ts';
import { transform } from '../definition.ts';
import { executeTransform } from '../executor.ts';

export interface TransformTest {
  /** In text form. */
  readonly schema: string;
  /** Serialized examples of each split. */
  readonly splits: Readonly<Record<string, readonly Uint8Array[]>>;
  /** Body of `preprocessingFn(inputs)`; `tf` is tfjs, `tft` is "millrace". */
  readonly body: string;
}

/** Runs Transform on examples in a new folder. */
export async function runTransform({ schema, splits, body }: TransformTest): Promise<TestContext> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-transform-'));
  const source = `import * as tf from '@tensorflow/tfjs';\nimport * as tft from 'millrace';\nexport function preprocessingFn(inputs) {\n${body}\n}\n`;
  await writeFile(path.join(folder, 'preprocessing.ts'), source);
  await mkdir(path.join(folder, 'schema'));
  await writeFile(path.join(folder, 'schema', 'schema.pbtxt'), schema);
  for (const [split, records] of Object.entries(splits)) {
    await mkdir(path.join(folder, 'examples', `Split-${split}`), { recursive: true });
    await using writer = await RecordWriter.create(path.join(folder, 'examples', `Split-${split}`, 'a.gz'));
    for (const record of records) {
      await writer.write(record);
    }
  }
  const names = JSON.stringify(Object.keys(splits));
  const examples = artifact('Examples', path.join(folder, 'examples'), { split_names: names });
  const schemaArtifact = artifact('Schema', path.join(folder, 'schema'));
  const made = await contextFor(
    transform,
    { folder, examples, schema: schemaArtifact },
    {
      inputs: { examples: [examples], schema: [schemaArtifact] },
      parameters: { module_file: 'preprocessing.ts' },
    },
  );
  await executeTransform(made.context as Parameters<typeof executeTransform>[0]);
  return made;
}

/** The numbers of each transformed example, by feature. */
export async function transformedRows(
  { context }: TestContext,
  split: string,
): Promise<Record<string, number[]>[]> {
  const folder = path.join(context.outputs.transformed_examples?.path ?? '', `Split-${split}`);
  const file = path.join(folder, 'transformed_examples-00000-of-00001.gz');
  const found: Record<string, number[]>[] = [];
  for await (const { records } of readRecordBatches(file)) {
    for (const record of records) {
      const features = [...decodeExample(record)];
      found.push(
        Object.fromEntries(
          features.map(([name, { values }]) => [name, Array.from(values as ArrayLike<number>, Number)]),
        ),
      );
    }
  }
  return found;
}

/** A file of the transform graph. */
export function graphFile({ context }: TestContext, ...names: readonly string[]): string {
  return path.join(context.outputs.transform_graph?.path ?? '', ...names);
}
