import assert from 'node:assert/strict';
import { test } from 'node:test';
import type * as tfjs from '@tensorflow/tfjs';
import { GraphBuilder } from '../graph/graph-builder.ts';
import { tensorflow } from '../runtime.ts';
import { floats, runnable } from '../testing/run-traced.ts';
import { emitTrace } from './emit-trace.ts';
import { type TracedFunction, trace } from './trace.ts';

const { tf } = tensorflow();

function overVectors(run: (x: tfjs.Tensor) => tfjs.Tensor): TracedFunction {
  return { inputs: [{ name: 'x', dtype: 'float32', shape: [-1, 2] }], run: ([x]) => [run(x!)] };
}

test('trace() leaves the batch size free where shapes, counts and filled tensors follow from it', async () => {
  const { call } = await runnable(
    overVectors((x) => {
      const flat = x.reshape([-1]);
      const ones = tf.ones([x.shape[0]! * 2]);
      return flat.mul(ones).sum().div(x.shape[0]!);
    }),
  );
  const [one] = call(floats([1, 2], [3, 4]));
  const [five] = call(floats([5, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  assert.deepEqual(
    [Array.from(one!.data as Float32Array), Array.from(five!.data as Float32Array)],
    [[7], [11]],
  );
});

test('trace() keeps a reciprocal of the batch size a reciprocal', async () => {
  const { call } = await runnable(overVectors((x) => x.sum().mul(tf.scalar(1 / x.shape[0]!))));
  const [mean] = call(floats([4, 2], [1, 1, 1, 1, 1, 1, 1, 1]));
  assert.deepEqual(Array.from(mean!.data as Float32Array), [2]);
});

test('trace() freezes tensors from outside the function as constants', async () => {
  const weights = tf.tensor1d([10, 100]);
  const { call } = await runnable(overVectors((x) => x.mul(weights)));
  const [product] = call(floats([1, 2], [1, 2]));
  assert.deepEqual(Array.from(product!.data as Float32Array), [10, 200]);
});

test('trace() refuses a function that reads a value, and says what to do', () => {
  const reading = overVectors((x) => (x.sum().dataSync()[0]! > 0 ? x : x.neg()));
  assert.throws(() => trace(reading), { code: 'value-read-while-tracing', hint: /tf\.where/ });
  assert.deepEqual(Array.from(tf.tensor1d([1]).dataSync()), [1], 'reading works again afterwards');
});

test('emitTrace() refuses random values made in JavaScript', () => {
  const random = trace(overVectors((x) => x.add(tf.randomNormal([2]))));
  const builder = new GraphBuilder();
  const x = builder.placeholder('x', 'float32', [-1, 2]);
  assert.throws(() => emitTrace(builder, random, { inputs: [x] }), { code: 'randomness-while-tracing' });
});

test('emitTrace() refuses operations that depend on the batch size', () => {
  const looping = trace(overVectors((x) => tf.addN(tf.unstack(x))));
  const builder = new GraphBuilder();
  const x = builder.placeholder('x', 'float32', [-1, 2]);
  assert.throws(() => emitTrace(builder, looping, { inputs: [x] }), { code: 'untraceable' });
});

test('trace() puts a variable back to its value after a function that assigns it', () => {
  const counter = tf.variable(tf.scalar(5));
  const traced = trace({
    inputs: [],
    variables: [counter],
    run: () => [counter.assign(counter.add(1)) as unknown as tfjs.Tensor].flatMap(() => [counter]),
  });
  assert.equal(counter.dataSync()[0], 5);
  assert.deepEqual(traced.recordings[0]!.recording.assignments, [
    { variable: 0, value: { kind: 'operation', index: 0, output: 0 } },
  ]);
});

test('trace() names nodes after layers', async () => {
  const model = tf.sequential({
    layers: [tf.layers.reshape({ targetShape: [2, 1], inputShape: [2], name: 'fold' })],
  });
  const { nodes } = await runnable({
    ...overVectors((x) => model.apply(x) as tfjs.Tensor),
    models: [model],
  });
  assert.ok(nodes.includes('fold/Reshape'), nodes.join());
});

test('trace() leaves no tensor behind', () => {
  const before = tf.memory().numTensors;
  trace(overVectors((x) => x.square().sum()));
  assert.equal(tf.memory().numTensors, before);
});
