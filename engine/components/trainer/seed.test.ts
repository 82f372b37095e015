import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { encodeExample } from '../../formats/example/encode-example.ts';
import { floatFeature } from '../../formats/example/feature-value.ts';
import { runTransform } from '../transform/testing/run-transform.ts';
import { artifact } from './testing/tiny-pipeline.ts';
import { trainTiny, valuesOf } from './testing/train-tiny.ts';

const WIDTH = 64;

/** Its weights are always the same, so that only dropout can make two trainings differ. */
const MODEL = `
import * as tf from '@tensorflow/tfjs';
export const buildModel = () => tf.sequential({ layers: [
  tf.layers.inputLayer({ inputShape: [${WIDTH}], name: 'x' }),
  tf.layers.dropout({ rate: 0.5 }),
  tf.layers.dense({ name: 'sum', units: 1, kernelInitializer: 'ones' }) ] });`;

test('Dropout follows the seed of the training', async () => {
  const feature = (name: string, size: number) =>
    `feature { name: "${name}" type: FLOAT presence { min_fraction: 1.0 } shape { dim { size: ${size} } } }`;
  const record = encodeExample(
    new Map([
      ['x', floatFeature(Array.from({ length: WIDTH }, (_, index) => index))],
      ['y', floatFeature([0])],
    ]),
  );
  // The records are equal, so that their order is of no account.
  const records = Array.from({ length: 8 }, () => record);
  const { context } = await runTransform({
    schema: `${feature('x', WIDTH)}\n${feature('y', 1)}`,
    splits: { train: records, eval: records },
    body: 'return { x: inputs.x, y: inputs.y };',
  });
  const { notebookDirectory: folder, outputs } = context;
  await writeFile(path.join(folder, 'model.ts'), MODEL);
  const examples = artifact('Examples', outputs.transformed_examples!.path, {
    split_names: '["train", "eval"]',
  });
  const inputs = {
    examples: [examples],
    transform_graph: [artifact('TransformGraph', outputs.transform_graph!.path)],
  };
  const losses = async (seed: number) => {
    const given = { label_key: 'y', loss: 'mean_squared_error', learning_rate: 1e-9, seed };
    return valuesOf(
      await trainTiny(given, { pipeline: { folder, examples, schema: examples }, inputs }),
      'epoch_loss',
    );
  };
  const [first, again, other] = [await losses(1), await losses(1), await losses(2)];
  assert.deepEqual(first, again);
  assert.notEqual(first[0], other[0]);
});
