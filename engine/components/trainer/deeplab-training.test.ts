import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readSignatures } from '../../tensorflow/saved-model/signature.ts';
import { SIDE, tinyPipeline, transformed } from './testing/tiny-pipeline.ts';
import { trainTiny, valuesOf } from './testing/train-tiny.ts';

test('DeepLabV3+ learns on pictures of 16 by 16, and is exported', async () => {
  const pipeline = await tinyPipeline({
    model: `import { deepLabV3Plus } from 'millrace';
export const buildModel = () => deepLabV3Plus({ size: ${SIDE}, classes: 2 });`,
  });
  const inputs = await transformed(pipeline);
  const parameters = { encoder_weights: 'none', batch_size: 12, epochs: 3, learning_rate: 0.003 };
  const run = await trainTiny(parameters, { pipeline, inputs });
  const losses = valuesOf(run, 'epoch_loss');
  assert.ok(losses.at(-1)! < losses[0]! * 0.9, losses.join());
  const model = run.context.outputs.model!.path;
  const outputs = (await readSignatures(path.join(model, 'Format-Serving'))).flatMap(
    ({ name, outputs: made }) => (name === 'from_examples' ? made : []),
  );
  assert.deepEqual(
    outputs.map(({ name, shape }) => [name, shape]),
    [['label_xf', [-1, SIDE, SIDE, 2]]],
  );
  assert.ok(existsSync(path.join(model, 'Format-TFJS', 'model.json')));
});
