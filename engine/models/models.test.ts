import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type * as tfjs from '@tensorflow/tfjs';
import { deepLabV3Plus } from './deeplab-v3-plus.ts';
import { loadKerasWeights } from './keras-weights.ts';
import { saveKerasWeights } from './save-keras-weights.ts';
import { unet } from './unet.ts';

function parametersOf(weights: readonly { read(): tfjs.Tensor }[]): number {
  return weights.reduce((sum, weight) => sum + weight.read().size, 0);
}

test('unet() has the parameters, tensors and trainable tensors of the original', () => {
  const model = unet();
  assert.deepEqual(
    [
      model.countParams(),
      model.weights.length,
      model.trainableWeights.length,
      parametersOf(model.trainableWeights),
    ],
    [6_504_227, 273, 14, 4_660_323],
  );
});

test('unet() pads asymmetrically at stride 2, and ends the encoder before its last normalisation', () => {
  const names = unet().layers.map(({ name }) => name);
  assert.deepEqual(
    ['block_1_pad', 'block_13_pad', 'block_16_project', 'block_16_project_BN'].map((name) =>
      names.includes(name),
    ),
    [true, true, true, false],
  );
});

test('deepLabV3Plus() takes and gives what unet() does', () => {
  const [one, other] = [unet(), deepLabV3Plus()];
  assert.deepEqual(
    [other.inputs[0]!.shape, other.outputs[0]!.shape],
    [one.inputs[0]!.shape, one.outputs[0]!.shape],
  );
});

test('loadKerasWeights() reads what saveKerasWeights() wrote', async () => {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'millrace-weights-')), 'weights.h5');
  const [saved, loaded] = [deepLabV3Plus(), deepLabV3Plus()];
  await saveKerasWeights(saved, file);
  assert.equal(await loadKerasWeights(loaded, file), saved.weights.length);
  assert.deepEqual(
    loaded.getWeights().map((weight) => weight.dataSync()),
    saved.getWeights().map((weight) => weight.dataSync()),
  );
});
