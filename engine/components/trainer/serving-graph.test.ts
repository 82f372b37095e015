import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { encodeExample } from '../../formats/example/encode-example.ts';
import { bytesFeature, floatFeature, intFeature } from '../../formats/example/feature-value.ts';
import { SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import { runTransform, transformedRows } from '../transform/testing/run-transform.ts';
import { trainer } from './definition.ts';
import { executeTrainer } from './executor.ts';
import { artifact, contextFor, SIDE, tinyPipeline, transformed } from './testing/tiny-pipeline.ts';

const SCHEMA = `
feature { name: "hour" type: INT presence { min_fraction: 1.0 } shape { dim { size: 1 } } }
feature { name: "tags" type: BYTES }
feature { name: "tips" type: FLOAT presence { min_fraction: 1.0 } shape { dim { size: 1 } } }
`;

const PREPROCESSING = `
  const tags = tft.computeAndApplyVocabulary(inputs.tags, { name: 'tags' });
  return {
    hour_xf: inputs.hour,
    tags_xf: tft.fillMissing(tags, { default: -1, length: 2 }),
    tips_xf: inputs.tips,
  };`;

/** The sum of its inputs, which are integers and which it takes as tfjs does by default. */
const MODEL = `
import * as tf from '@tensorflow/tfjs';
export function buildModel() {
  const hour = tf.input({ shape: [1], name: 'hour_xf' });
  const tags = tf.input({ shape: [2], name: 'tags_xf', dtype: 'int32' });
  const all = tf.layers.concatenate().apply([hour, tf.layers.flatten().apply(tf.layers.embedding({ inputDim: 3, outputDim: 1 }).apply(tags))]);
  return tf.model({ inputs: [hour, tags], outputs: tf.layers.dense({ name: 'tips', units: 1, kernelInitializer: 'ones' }).apply(all) });
}`;

const raw = (hour: number, tags: readonly string[], tips?: number) =>
  encodeExample(
    new Map([
      ['hour', intFeature([hour])],
      ['tags', bytesFeature([...tags])],
      ...(tips === undefined ? [] : [['tips', floatFeature([tips])] as const]),
    ]),
  );

const RECORDS = [
  raw(3, ['a', 'b'], 5),
  raw(5, ['b', 'a'], 6),
  raw(8, ['b', 'b', 'a'], 7),
  raw(1, ['a', 'a'], 2),
];

const BINARY = `
import * as tf from '@tensorflow/tfjs';
export function buildModel() {
  const input = tf.input({ shape: [${SIDE}, ${SIDE}, 3], name: 'image_xf' });
  const logit = tf.layers.conv2d({ name: 'label_xf', filters: 1, kernelSize: 1 }).apply(input);
  return tf.model({ inputs: input, outputs: logit });
}`;

test('A model of two classes with one logit serves the class of each pixel', async () => {
  const pipeline = await tinyPipeline({ model: BINARY });
  const { context, reports } = await contextFor(trainer, pipeline, {
    inputs: await transformed(pipeline),
    parameters: {
      module_file: 'model.ts',
      loss: 'binary_crossentropy',
      learning_rate: 0.1,
      epochs: 20,
      batch_size: 8,
    },
  });
  await executeTrainer(context as Parameters<typeof executeTrainer>[0]);
  using session = await SavedModelSession.open(path.join(context.outputs.model!.path, 'Format-Serving'));
  const pixels = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, index) => (index * 89) % 256);
  const png = await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 3 } })
    .png()
    .toBuffer();
  const base64 = new TextEncoder().encode(png.toString('base64url'));
  const { seg_mask: mask } = session.run('serving_default', {
    string_input: { dtype: 'string', shape: [1], data: [base64] },
  });
  const example = encodeExample(new Map([['image', floatFeature(Array.from(pixels))]]));
  const { label_xf: logits } = session.run('from_examples', {
    examples: { dtype: 'string', shape: [1], data: [example] },
  });
  const classes = Array.from(logits!.data as Float32Array, (logit) => (logit > 0 ? 1 : 0));
  assert.deepEqual([mask!.shape, new Set(classes).size], [[1, SIDE, SIDE], 2]);
  assert.deepEqual(Array.from(mask!.data as BigInt64Array, Number), classes);
  const [sample] = reports
    .filter(({ kind }) => kind === 'samples')
    .map(({ value }) => (value as { images: { prediction: string }[] }).images[0]!)
    .slice(-1);
  const file = path.join(context.outputs.model_run!.path, sample!.prediction);
  const predicted = await sharp(file).greyscale().raw().toBuffer();
  assert.deepEqual(new Set(predicted), new Set([0, 1]));
});

test('A model of a table serves integers and lists of words, and needs no label', async () => {
  const preprocessed = await runTransform({
    schema: SCHEMA,
    splits: { train: RECORDS, eval: RECORDS },
    body: PREPROCESSING,
  });
  const { outputs, notebookDirectory: folder } = preprocessed.context;
  await writeFile(path.join(folder, 'model.ts'), MODEL);
  const examples = artifact('Examples', outputs.transformed_examples!.path, {
    split_names: '["train", "eval"]',
  });
  const { context } = await contextFor(
    trainer,
    { folder, examples, schema: examples },
    {
      inputs: {
        examples: [examples],
        transform_graph: [artifact('TransformGraph', outputs.transform_graph!.path)],
      },
      parameters: {
        module_file: 'model.ts',
        label_key: 'tips_xf',
        loss: 'mean_squared_error',
        learning_rate: 1e-9,
        epochs: 1,
        batch_size: 2,
      },
    },
  );
  await executeTrainer(context as Parameters<typeof executeTrainer>[0]);
  using session = await SavedModelSession.open(path.join(context.outputs.model!.path, 'Format-Serving'));
  const run = (signature: string, records: Uint8Array[]) =>
    session.run(signature, { examples: { dtype: 'string', shape: [records.length], data: records } });
  const labelled = run('from_examples', RECORDS).tips!.data as Float32Array;
  const bare = run('from_examples', [raw(3, ['a', 'b']), raw(4, ['a', 'b'])]).tips!.data as Float32Array;
  assert.equal(bare[0], labelled[0]);
  assert.ok(Math.abs(bare[1]! - bare[0]! - 1) < 1e-5, `${bare[1]} is not one more than ${bare[0]}`);
  const features = run('transform_features', RECORDS);
  const rows = await transformedRows(preprocessed, 'train');
  assert.deepEqual(
    Array.from(features.tags_xf!.data as BigInt64Array, Number),
    rows.flatMap(({ tags_xf }) => tags_xf),
  );
});
