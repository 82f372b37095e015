import assert from 'node:assert/strict';
import { fork, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { SIDE, tinyPipeline, transformed } from './testing/tiny-pipeline.ts';
import { trainTiny, valuesOf } from './testing/train-tiny.ts';

const pipeline = await tinyPipeline();
const inputs = await transformed(pipeline);
const source = await readFile(path.join(pipeline.folder, 'model.ts'), 'utf8');

/** A pipeline like the tiny one, with code added to its model module. */
const extended = (code: string) => tinyPipeline({ model: `${source}\n${code}` });

const stateFolder = () => mkdtemp(path.join(pipeline.folder, 'state-'));

test('A loss that turns NaN in a later epoch leaves the last good checkpoint, from which training can go on', async () => {
  const state = await stateFolder();
  await trainTiny({ epochs: 1 }, { pipeline, inputs, state });
  const wild = { epochs: 3, optimizer: 'adam', learning_rate: 1e38 };
  await assert.rejects(trainTiny(wild, { pipeline, inputs, state }), {
    code: 'loss-not-finite',
    message: /^The loss became (NaN|Infinity) at step 5 \(batch 2 of epoch 2\)$/,
    hint: /The weights after epoch 1 are kept/,
  });
  const saved = JSON.parse(await readFile(path.join(state, 'checkpoints', 'state.json'), 'utf8'));
  assert.equal(saved.epochs, 1);
  assert.ok(existsSync(path.join(state, 'checkpoints', 'epoch-1', 'checkpoint.index')));
  const resumed = await trainTiny({ epochs: 3 }, { pipeline, inputs, state });
  assert.equal(valuesOf(resumed, 'epoch_loss').length, 2);
});

const canLimitMemory = spawnSync('prlimit', ['--version']).status === 0;

test('A batch that does not fit into memory is named with its size, and with one that fits', {
  skip: !canLimitMemory && 'needs prlimit to limit the memory of a process',
}, async () => {
  // The eighth power of the batch, times 24: 41 GB for 12 examples, 0.2 GB for 6. TensorFlow waits 10 s for memory.
  const hungry = await extended(`export const loss = (labels, outputs) => {
  const axes = [0, 1, 2, 3, 4, 5, 6, 7];
  const vectors = axes.map((axis) => {
    const vector = labels.slice([0, 0, 0], axis === 7 ? [-1, 4, 6] : [-1, 1, 1]).reshape([-1]);
    return vector.reshape(axes.map((other) => (other === axis ? -1 : 1)));
  });
  const [first, second] = [vectors.slice(0, 4), vectors.slice(4)].map((half) => half.reduce((all, one) => all.mul(one)));
  const product = first.mul(second);
  return tf.mean(tf.square(outputs)).add(tf.mean(product).mul(0));
};`);
  const failure = await failureOf({
    pipeline: hungry,
    inputs,
    state: await stateFolder(),
    parameters: { batch_size: 12 },
    spareMemory: 20 * 2 ** 30,
  });
  assert.deepEqual(failure, {
    code: 'out-of-memory',
    message: 'A batch of 12 examples does not fit into memory',
    hint: 'A batch of 6 fits',
  });
});

/** Trains in a process of its own, and gives the error that it ends with. */
async function failureOf(training: object): Promise<unknown> {
  const child = fork(new URL('./testing/train-and-tell.ts', import.meta.url), [], { stdio: 'ignore' });
  const failure = new Promise((resolve) => {
    child.on('message', (message: { failure?: unknown }) => message.failure && resolve(message.failure));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  child.send(training);
  return failure;
}

test('A model whose output does not fit the label is refused, with the shape that would', async () => {
  const pooled = await tinyPipeline({
    model: `import * as tf from '@tensorflow/tfjs';
export const buildModel = () => tf.sequential({ layers: [
  tf.layers.inputLayer({ inputShape: [${SIDE}, ${SIDE}, 3], name: 'image_xf' }),
  tf.layers.conv2d({ name: 'small', filters: 2, kernelSize: 3, strides: 2 })] });`,
  });
  await assert.rejects(trainTiny({}, { pipeline: pooled, inputs }), {
    code: 'wrong-model',
    message: 'The model\'s output has shape [7, 7, 2], which does not fit label "label_xf" of shape [16, 16]',
    hint: 'For class codes, the output must have shape [16, 16, classes]',
  });
});

for (const { classes, does } of [
  { classes: 2, does: 'few' },
  { classes: 9, does: 'many' },
]) {
  test(`A label of a class that the model has no output for is told, with ${does} classes`, async () => {
    const shifted = await tinyPipeline({
      preprocessing: `export const preprocessingFn = (inputs) => ({
  image_xf: inputs.image.div(127.5).sub(1), label_xf: inputs.label.add(${classes - 1}) });`,
      model: `import * as tf from '@tensorflow/tfjs';
export const buildModel = () => tf.sequential({ layers: [
  tf.layers.inputLayer({ inputShape: [${SIDE}, ${SIDE}, 3], name: 'image_xf' }),
  tf.layers.conv2d({ name: 'label_xf', filters: ${classes}, kernelSize: 1 })] });`,
    });
    await assert.rejects(trainTiny({}, { pipeline: shifted, inputs: await transformed(shifted) }), {
      code: 'unknown-class',
      message: `A label in batch 1 of epoch 1 holds class ${classes}, but the model tells ${classes} classes apart (0 to ${classes - 1})`,
    });
  });
}

test('A model of several outputs is refused', async () => {
  const forked = await tinyPipeline({
    model: `import * as tf from '@tensorflow/tfjs';
export function buildModel() {
  const input = tf.input({ shape: [${SIDE}, ${SIDE}, 3], name: 'image_xf' });
  const outputs = ['a', 'b'].map((name) => tf.layers.conv2d({ name, filters: 2, kernelSize: 1 }).apply(input));
  return tf.model({ inputs: input, outputs });
}`,
  });
  await assert.rejects(trainTiny({}, { pipeline: forked, inputs }), {
    code: 'wrong-model',
    message: 'The model has 2 outputs',
  });
});

test('A model module that does not compile is named with file, line and what is wrong', async () => {
  const broken = await tinyPipeline({ model: 'export const a = 1;\n\nexport const b = = 2;\n' });
  await assert.rejects(
    trainTiny({}, { pipeline: broken, inputs }),
    (error: { code: string; message: string; location: { file: string; line: number } }) => {
      assert.deepEqual(
        [error.code, error.location.file, error.location.line],
        ['module-broken', path.join(broken.folder, 'model.ts'), 3],
      );
      assert.match(error.message, /"model\.ts" at line 3: .*(Expression expected|Unexpected token)/);
      return true;
    },
  );
});

test('A loss that reads values is refused, with the line in the module', async () => {
  const reading = await extended(
    'export const loss = (labels, outputs) => tf.scalar(outputs.dataSync()[0]);',
  );
  const line = source.split('\n').length + 1;
  await assert.rejects(
    trainTiny({}, { pipeline: reading, inputs }),
    (error: { code: string; location: { line: number } }) => {
      assert.deepEqual([error.code, error.location.line], ['value-read-while-tracing', line]);
      return true;
    },
  );
});
