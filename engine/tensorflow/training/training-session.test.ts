import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as tfjs from '@tensorflow/tfjs';
import { sparseCrossEntropy } from '../fused/sparse-cross-entropy.ts';
import type { HostTensor } from '../host-tensor.ts';
import { tensorflow } from '../runtime.ts';
import { temporaryFolder } from '../testing/run-traced.ts';
import type { Optimizer } from './optimizer.ts';
import { modelInputs, type TrainingSpec } from './training-graph.ts';
import { TrainingSession } from './training-session.ts';

const { tf } = tensorflow();
const SIZE = 8;
const CLASSES = 3;

/** A small image model with everything that is replaced while tracing: convolution, normalisation, ReLU6. */
function buildModel(): tfjs.LayersModel {
  const initializer = (seed: number) => tf.initializers.glorotUniform({ seed });
  return tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [SIZE, SIZE, 3], name: 'x' }),
      tf.layers.conv2d({
        name: 'first',
        filters: 4,
        kernelSize: 3,
        padding: 'same',
        useBias: false,
        kernelInitializer: initializer(1),
      }),
      tf.layers.batchNormalization({ name: 'norm' }),
      tf.layers.reLU({ maxValue: 6 }),
      tf.layers.conv2d({
        name: 'logits',
        filters: CLASSES,
        kernelSize: 1,
        kernelInitializer: initializer(2),
      }),
    ],
  });
}

function specOf(model: tfjs.LayersModel, optimizer: Optimizer = { kind: 'adam' }): TrainingSpec {
  return {
    model,
    label: { name: 'y', dtype: 'float32', shape: [-1, SIZE, SIZE] },
    loss: (labels, logits) => sparseCrossEntropy(labels, logits),
    metrics: {},
    optimizer,
  };
}

function batchOf(count: number, seed: number): { x: tfjs.Tensor4D; y: tfjs.Tensor3D } {
  return {
    x: tf.randomUniform([count, SIZE, SIZE, 3], -1, 1, 'float32', seed) as tfjs.Tensor4D,
    y: tf.floor(tf.randomUniform([count, SIZE, SIZE], 0, CLASSES, 'float32', seed + 1)) as tfjs.Tensor3D,
  };
}

function fed(model: tfjs.LayersModel, { x, y }: ReturnType<typeof batchOf>): Record<string, HostTensor> {
  const host = (tensor: tfjs.Tensor): HostTensor => ({
    dtype: 'float32',
    shape: tensor.shape,
    data: tensor.dataSync() as Float32Array,
  });
  return { [modelInputs(model)[0]!.name]: host(x), y: host(y) };
}

/** Losses of the same training by tfjs itself, operation by operation. */
function eagerLosses(optimizer: tfjs.Optimizer, batches: readonly ReturnType<typeof batchOf>[]): number[] {
  const model = buildModel();
  return batches.map(({ x, y }) => {
    const loss = optimizer.minimize(() => {
      const logits = model.apply(x, { training: true }) as tfjs.Tensor;
      const labels = tf.oneHot(tf.cast(y, 'int32').reshape([-1]), CLASSES);
      return tf.losses.softmaxCrossEntropy(labels, logits.reshape([-1, CLASSES])) as tfjs.Scalar;
    }, true) as tfjs.Scalar;
    return loss.dataSync()[0]!;
  });
}

const optimizers: readonly [string, Optimizer, () => tfjs.Optimizer, number][] = [
  ['adam', { kind: 'adam' }, () => tf.train.adam(0.01), 0.01],
  ['sgd', { kind: 'sgd' }, () => tf.train.sgd(0.1), 0.1],
  ['momentum', { kind: 'momentum', momentum: 0.9 }, () => tf.train.momentum(0.05, 0.9), 0.05],
  ['rmsprop', { kind: 'rmsprop', decay: 0.9 }, () => tf.train.rmsprop(0.01, 0.9, 0, 1e-7), 0.01],
];

for (const [name, optimizer, eager, learningRate] of optimizers) {
  test(`TrainingSession.trainStep() gives the losses of eager tfjs with ${name}, also when the batch size changes`, async () => {
    const batches = [4, 4, 7, 4, 1, 4].map((count, index) => batchOf(count, index * 10));
    const model = buildModel();
    using session = await TrainingSession.compile(specOf(model, optimizer), await temporaryFolder());
    const losses = batches.map(
      (batch, step) => session.trainStep(fed(model, batch), { learningRate, step }).loss!,
    );
    for (const [index, expected] of eagerLosses(eager(), batches).entries()) {
      assert.ok(
        Math.abs(losses[index]! - expected) < 2e-4,
        `step ${index}: ${losses[index]} against ${expected}`,
      );
    }
  });
}

test('TrainingSession.trainStep() gives the losses of Adam after a decay of the kernels with adamw', async () => {
  const [learningRate, weightDecay] = [0.01, 2];
  const batches = [1, 2, 3, 4, 5].map((seed) => batchOf(4, seed * 10));
  const model = buildModel();
  using session = await TrainingSession.compile(
    specOf(model, { kind: 'adamw', weightDecay }),
    await temporaryFolder(),
  );
  const losses = batches.map(
    (batch, step) => session.trainStep(fed(model, batch), { learningRate, step }).loss!,
  );
  const decay = 1 - learningRate * weightDecay;
  const expected = eagerLosses(decayedAdam(learningRate, decay), batches);
  const withoutDecay = eagerLosses(tf.train.adam(learningRate), batches);
  const distance = (others: readonly number[]) =>
    Math.max(...others.map((other, index) => Math.abs(other - losses[index]!)));
  assert.ok(distance(expected) < 2e-4, `off by ${distance(expected)}`);
  assert.ok(distance(withoutDecay) > 2e-3, 'the decay makes no difference');
});

/** tfjs's Adam, with matrices and kernels shrunk before each of its updates. */
function decayedAdam(learningRate: number, decay: number): tfjs.Optimizer {
  const adam = tf.train.adam(learningRate);
  const applyGradients = adam.applyGradients.bind(adam);
  adam.applyGradients = (gradients) => {
    for (const name of Array.isArray(gradients)
      ? gradients.map((item) => item.name)
      : Object.keys(gradients)) {
      const variable = tf.engine().registeredVariables[name]!;
      if (variable.rank >= 2) {
        variable.assign(tf.mul(variable, decay));
      }
    }
    applyGradients(gradients);
  };
  return adam;
}

test('TrainingSession.updateModel() brings weights and moving statistics back into the tfjs model', async () => {
  const model = buildModel();
  using session = await TrainingSession.compile(specOf(model), await temporaryFolder());
  for (let step = 0; step < 3; step += 1) {
    session.trainStep(fed(model, batchOf(4, step)), { learningRate: 0.01, step });
  }
  session.updateModel();
  const { x, y } = batchOf(5, 99);
  const compiled = session.predict(fed(model, { x, y })).data as Float32Array;
  const eager = (model.predict(x) as tfjs.Tensor).dataSync();
  assert.ok(compiled.every((value, index) => Math.abs(value - eager[index]!) < 1e-5));
});

test('TrainingSession gives a frozen layer neither gradients nor new statistics', async () => {
  const model = buildModel();
  model.getLayer('first').trainable = false;
  model.getLayer('norm').trainable = false;
  const before = model.weights.map((weight) => weight.read().dataSync());
  using session = await TrainingSession.compile(specOf(model), await temporaryFolder());
  session.trainStep(fed(model, batchOf(4, 1)), { learningRate: 0.1, step: 0 });
  session.updateModel();
  const changed = model.weights.filter(
    (weight, index) =>
      !weight
        .read()
        .dataSync()
        .every((value, at) => value === before[index]![at]),
  );
  assert.deepEqual(
    changed.map(({ name }) => name.split('/')[0]),
    ['logits', 'logits'],
  );
});

test('TrainingSession.restoreCheckpoint() goes on exactly as if it had not stopped', async () => {
  const folder = await temporaryFolder();
  const batches = [1, 2, 3, 4].map((seed) => batchOf(4, seed));
  const model = buildModel();
  const train = (session: TrainingSession, from: number, to: number) =>
    batches
      .slice(from, to)
      .map(
        (batch, index) =>
          session.trainStep(fed(model, batch), { learningRate: 0.01, step: from + index }).loss!,
      );
  using whole = await TrainingSession.compile(specOf(model), `${folder}/whole`);
  train(whole, 0, 2);
  await whole.saveCheckpoint(`${folder}/saved/checkpoint`);
  const expected = train(whole, 2, 4);
  using resumed = await TrainingSession.compile(specOf(buildModel()), `${folder}/resumed`);
  resumed.restoreCheckpoint(`${folder}/saved/checkpoint`);
  assert.deepEqual(train(resumed, 2, 4), expected);
});

test('TrainingSession clips gradients by their global norm', async () => {
  const model = buildModel();
  const before = model.getWeights().map((weight) => weight.dataSync());
  using session = await TrainingSession.compile(
    { ...specOf(model, { kind: 'sgd' }), clipNorm: 0.001 },
    await temporaryFolder(),
  );
  const { gradient_norm: norm } = session.trainStep(fed(model, batchOf(4, 1)), { learningRate: 1, step: 0 });
  session.updateModel();
  const moved = model.trainableWeights.flatMap((weight, index) =>
    Array.from(weight.read().dataSync(), (value, at) => (value - before[index]![at]!) ** 2),
  );
  const length = Math.sqrt(moved.reduce((sum, value) => sum + value, 0));
  assert.ok(norm! > 0.001 && Math.abs(length - 0.001) < 1e-5, `norm ${norm}, moved by ${length}`);
});

test('TrainingSession draws dropout anew in each step, and alike for the same step', async () => {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [SIZE, SIZE, 3],
        filters: CLASSES,
        kernelSize: 1,
        kernelInitializer: 'ones',
      }),
      tf.layers.dropout({ rate: 0.5 }),
    ],
  });
  using session = await TrainingSession.compile(specOf(model), await temporaryFolder());
  const losses = [0, 1, 0].map(
    (step) => session.trainStep(fed(model, batchOf(4, 5)), { learningRate: 0, step }).loss,
  );
  assert.ok(losses[0] !== losses[1] && losses[0] === losses[2], losses.join());
});

test('TrainingSession keeps neither tensors nor memory over 500 steps', async () => {
  const model = buildModel();
  using session = await TrainingSession.compile(specOf(model), await temporaryFolder());
  const batch = fed(model, batchOf(8, 1));
  const { binding } = tensorflow().backend;
  const steps = (count: number) => {
    for (let step = 0; step < count; step += 1) {
      session.trainStep(batch, { learningRate: 0.01, step });
    }
  };
  steps(100);
  const before = { tensors: binding.getNumOfTensors(), memory: process.memoryUsage.rss() };
  steps(500);
  const grownMegabytes = (process.memoryUsage.rss() - before.memory) / 2 ** 20;
  assert.equal(binding.getNumOfTensors(), before.tensors);
  assert.ok(grownMegabytes < 30, `grew by ${grownMegabytes} MB`);
});
