import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as tfjs from '@tensorflow/tfjs';
import type { HostTensor } from '../host-tensor.ts';
import { tensorflow } from '../runtime.ts';
import { temporaryFolder } from '../testing/run-traced.ts';
import { TrainingSession } from '../training/training-session.ts';

const { tf } = tensorflow();

function host(tensor: tfjs.Tensor): HostTensor {
  return { dtype: 'float32', shape: tensor.shape, data: tensor.dataSync() as Float32Array };
}

function squaredError(labels: tfjs.Tensor, outputs: tfjs.Tensor): tfjs.Scalar {
  return tf.mean(tf.squaredDifference(labels, outputs));
}

/** A kernel with zeros between its elements: what a dilated convolution is, written as a plain one. */
function inflate(kernel: tfjs.Tensor, rate: number): tfjs.Tensor4D {
  const [rows = 1, columns = 1, into = 1, out = 1] = kernel.shape;
  const apart = tf.reshape(kernel, [rows, 1, columns, 1, into, out]);
  const gap: [number, number] = [0, rate - 1];
  const padded = tf.pad(apart, [[0, 0], gap, [0, 0], gap, [0, 0], [0, 0]]);
  const whole = tf.reshape(padded, [rows * rate, columns * rate, into, out]);
  return tf.slice(whole, 0, [(rows - 1) * rate + 1, (columns - 1) * rate + 1, into, out]) as tfjs.Tensor4D;
}

// Sides that the rate divides, and sides that it does not.
for (const [rate, side] of [
  [2, 8],
  [3, 8],
  [4, 6],
] as const) {
  test(`A convolution dilated by ${rate} has the gradients of a plain one with an inflated kernel, on ${side} pixels`, async () => {
    const layer = tf.layers.conv2d({
      inputShape: [side, side, 2],
      filters: 3,
      kernelSize: 3,
      padding: 'same',
      dilationRate: rate,
      kernelInitializer: tf.initializers.glorotUniform({ seed: rate }),
    });
    const model = tf.sequential({ layers: [layer] });
    const [start, bias] = model.getWeights().map((weight) => weight.clone()) as [
      tfjs.Tensor4D,
      tfjs.Tensor1D,
    ];
    const x = tf.randomUniform([4, side, side, 2], -1, 1, 'float32', 1) as tfjs.Tensor4D;
    const y = tf.randomUniform([4, side, side, 3], -1, 1, 'float32', 2);
    const plain = (kernel: tfjs.Tensor, offset: tfjs.Tensor) =>
      squaredError(y, tf.add(tf.conv2d(x, inflate(kernel, rate), 1, 'same'), offset));
    const [kernelGradient, biasGradient] = tf.grads(plain as Parameters<typeof tf.grads>[0])([start, bias]);
    using session = await TrainingSession.compile(
      {
        model,
        label: { name: 'y', dtype: 'float32', shape: [-1, side, side, 3] },
        loss: squaredError,
        metrics: {},
        optimizer: { kind: 'sgd' },
      },
      await temporaryFolder(),
    );
    const input = model.inputs[0]!.sourceLayer.name;
    const { loss } = session.trainStep({ [input]: host(x), y: host(y) }, { learningRate: 1, step: 0 });
    session.updateModel();
    const moved = model.getWeights().map((weight, index) => tf.sub([start, bias][index]!, weight));
    assert.ok(Math.abs(loss! - plain(start, bias).dataSync()[0]!) < 1e-5);
    for (const [index, expected] of [kernelGradient!, biasGradient!].entries()) {
      const worst = tf.max(tf.abs(tf.sub(moved[index]!, expected))).dataSync()[0]!;
      assert.ok(worst < 1e-5, `weight ${index} is off by ${worst}`);
    }
  });
}

for (const axis of [[-1], [1, 2]]) {
  test(`Layer normalisation over axis ${axis} trains as tfjs does, for batches of any size`, async () => {
    const layer = tf.layers.layerNormalization({
      inputShape: [3, 4],
      axis: [...axis],
      gammaInitializer: tf.initializers.randomUniform({ minval: 0.5, maxval: 2, seed: 1 }),
      betaInitializer: tf.initializers.randomUniform({ seed: 2 }),
    });
    const model = tf.sequential({ layers: [layer] });
    const start = model.getWeights().map((weight) => weight.clone());
    const variables = model.trainableWeights.map((weight) => (weight as never as { val: tfjs.Variable }).val);
    const x = tf.randomUniform([5, 3, 4], -1, 1, 'float32', 3);
    const y = tf.randomUniform([5, 3, 4], -1, 1, 'float32', 4);
    const eager = tf.variableGrads(() => squaredError(y, model.apply(x) as tfjs.Tensor), variables);
    using session = await TrainingSession.compile(
      {
        model,
        label: { name: 'y', dtype: 'float32', shape: [-1, 3, 4] },
        loss: squaredError,
        metrics: {},
        optimizer: { kind: 'sgd' },
      },
      await temporaryFolder(),
    );
    const input = model.inputs[0]!.sourceLayer.name;
    const { loss } = session.trainStep({ [input]: host(x), y: host(y) }, { learningRate: 1, step: 0 });
    session.updateModel();
    assert.ok(Math.abs(loss! - eager.value.dataSync()[0]!) < 1e-6);
    for (const [index, weight] of model.getWeights().entries()) {
      const moved = tf.sub(start[index]!, weight);
      const worst = tf.max(tf.abs(tf.sub(moved, eager.grads[variables[index]!.name]!))).dataSync()[0]!;
      assert.ok(worst < 1e-6, `weight ${index} is off by ${worst}`);
    }
  });
}

for (const without of ['scale', 'center']) {
  test(`A batch normalisation without its ${without} trains, and updates what it normalises by`, async () => {
    const layer = tf.layers.batchNormalization({ inputShape: [4, 4, 2], [without]: false });
    const model = tf.sequential({ layers: [layer] });
    const x = tf.randomUniform([3, 4, 4, 2], -1, 1, 'float32', 5);
    const y = tf.randomUniform([3, 4, 4, 2], -1, 1, 'float32', 6);
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    const normal = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-3)));
    const apply = without === 'scale' ? tf.add : tf.mul;
    const eager = tf.grad((weight) => squaredError(y, apply(normal, weight)));
    using session = await TrainingSession.compile(
      {
        model,
        label: { name: 'y', dtype: 'float32', shape: [-1, 4, 4, 2] },
        loss: squaredError,
        metrics: {},
        optimizer: { kind: 'sgd' },
      },
      await temporaryFolder(),
    );
    const input = model.inputs[0]!.sourceLayer.name;
    const { loss } = session.trainStep({ [input]: host(x), y: host(y) }, { learningRate: 1, step: 0 });
    assert.ok(Math.abs(loss! - squaredError(y, normal).dataSync()[0]!) < 1e-5);
    const start = without === 'scale' ? tf.zeros([2]) : tf.ones([2]);
    session.updateModel();
    const [weight, movingMean] = model.getWeights() as [tfjs.Tensor, tfjs.Tensor];
    for (const [actual, expected] of [
      [weight, tf.sub(start, eager(start))],
      [movingMean, tf.mul(mean, 0.01)],
    ] as const) {
      const worst = tf.max(tf.abs(tf.sub(actual, expected))).dataSync()[0]!;
      assert.ok(worst < 1e-5, `off by ${worst}`);
    }
  });
}

test('A layer whose gradient depends on the size of the batch is refused, not half rewritten', async () => {
  class Tiled extends tf.layers.Layer {
    static className = 'Tiled';
    override computeOutputShape(shape: tfjs.Shape): tfjs.Shape {
      return shape;
    }
    override call(inputs: tfjs.Tensor | tfjs.Tensor[]): tfjs.Tensor {
      const x = (Array.isArray(inputs) ? inputs[0] : inputs)!;
      return tf.mul(x, tf.tile(tf.mean(x, 0, true), [x.shape[0]!, 1]));
    }
  }
  const dense = tf.layers.dense({ inputShape: [2], units: 2 });
  const model = tf.sequential({ layers: [dense, new Tiled({ name: 'tiled' })] });
  const spec = {
    model,
    label: { name: 'y', dtype: 'float32', shape: [-1, 2] },
    loss: squaredError,
    metrics: {},
    optimizer: { kind: 'sgd' },
  } as const;
  await assert.rejects(TrainingSession.compile(spec, await temporaryFolder()), {
    code: 'untraceable',
    message: /batch size/,
  });
});

test('Gaussian noise has its standard deviation in training, anew in each step, and is absent from evaluation', async () => {
  const side = 64;
  const stddev = 0.5;
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [side, side, 1], filters: 1, kernelSize: 1, kernelInitializer: 'ones' }),
      tf.layers.gaussianNoise({ stddev }),
    ],
  });
  using session = await TrainingSession.compile(
    {
      model,
      label: { name: 'y', dtype: 'float32', shape: [-1, side, side, 1] },
      loss: squaredError,
      metrics: { mean: (_, outputs) => tf.mean(outputs) as tfjs.Scalar },
      optimizer: { kind: 'sgd' },
    },
    await temporaryFolder(),
  );
  const zeros = host(tf.zeros([8, side, side, 1]));
  const batch = { [model.inputs[0]!.sourceLayer.name]: zeros, y: zeros };
  const at = (step: number) => session.trainStep(batch, { learningRate: 0, step });
  const [first, second, again] = [at(0), at(1), at(0)];
  // 32,768 draws: four standard errors are 0.011 for the mean and 0.008 for the variance.
  assert.ok(Math.abs(first.mean!) < 0.011, `mean ${first.mean}`);
  assert.ok(Math.abs(first.loss! - stddev ** 2) < 0.008, `variance ${first.loss}`);
  assert.notEqual(first.loss, second.loss);
  assert.equal(first.loss, again.loss);
  assert.equal(session.evaluateStep(batch).loss, 0);
});
