import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import type * as tfjs from '@tensorflow/tfjs';
import { tensorflow } from '../tensorflow/runtime.ts';
import { deepLabV3Plus } from './deeplab-v3-plus.ts';
import { loadKerasWeights } from './keras-weights.ts';
import { saveKerasWeights } from './save-keras-weights.ts';
import { unet } from './unet.ts';

const { tf } = tensorflow();

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

test('saveKerasWeights() keeps apart weights of layers that are inside of others', async () => {
  const build = () => {
    const input = tf.input({ shape: [4, 3] });
    const inner = tf.sequential({
      name: 'inner',
      layers: [
        tf.layers.dense({ name: 'd1', units: 2, inputShape: [2] }),
        tf.layers.dense({ name: 'd2', units: 2 }),
      ],
    });
    const gru = tf.layers.gru({ name: 'gru', units: 1 }) as tfjs.RNN;
    const both = tf.layers.bidirectional({ name: 'both', layer: gru }).apply(input) as tfjs.SymbolicTensor;
    return tf.model({ inputs: input, outputs: inner.apply(both) as tfjs.SymbolicTensor });
  };
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'millrace-weights-')), 'weights.h5');
  const [saved, loaded] = [build(), build()];
  await saveKerasWeights(saved, file);
  assert.equal(await loadKerasWeights(loaded, file), 10);
  assert.deepEqual(
    loaded.getWeights().map((weight) => weight.dataSync()),
    saved.getWeights().map((weight) => weight.dataSync()),
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
