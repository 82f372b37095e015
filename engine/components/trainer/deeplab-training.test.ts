import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readSavedModel } from '../../tensorflow/saved-model/signature.ts';
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
  const { metaGraphs } = await readSavedModel(path.join(model, 'Format-Serving'));
  const { objectGraphDef, signatureDef } = metaGraphs[0]!;
  const [output] = Object.entries(signatureDef.from_examples!.outputs);
  assert.deepEqual(
    [output?.[0], output?.[1].tensorShape?.dim.map(({ size }) => Number(size))],
    ['label_xf', [-1, SIDE, SIDE, 2]],
  );
  // There are none when an operation's outputs have no known names.
  assert.ok(objectGraphDef?.nodes.some(({ kind }) => kind.case === 'bareConcreteFunction'));
  assert.ok(existsSync(path.join(model, 'Format-TFJS', 'model.json')));
});
