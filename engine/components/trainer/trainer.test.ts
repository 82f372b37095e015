import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { digestFile } from '../../base/digest.ts';
import { SavedModelSession } from '../../tensorflow/saved-model/session.ts';
import { readSavedModel } from '../../tensorflow/saved-model/signature.ts';
import { artifact, SIDE, type TestContext, tinyPipeline, transformed } from './testing/tiny-pipeline.ts';
import { type TrainGiven, trainTiny, valuesOf } from './testing/train-tiny.ts';

const pipeline = await tinyPipeline();
const inputs = await transformed(pipeline);

const train = (parameters: Record<string, unknown>, given: Partial<TrainGiven> = {}) =>
  trainTiny(parameters, { pipeline, inputs, ...given });

function weightsFile({ context }: TestContext): string {
  return path.join(
    context.outputs.model!.path,
    'Format-Serving',
    'variables',
    'variables.data-00000-of-00001',
  );
}

test('Trainer learns, and exports a model that gives the same answers from examples', async () => {
  const run = await train({ epochs: 6, learning_rate: 0.05 });
  const losses = valuesOf(run, 'validation/epoch_loss');
  assert.ok(losses.at(-1)! < losses[0]! * 0.8, losses.join());
  using session = await SavedModelSession.open(path.join(run.context.outputs.model!.path, 'Format-Serving'));
  assert.deepEqual([...session.signatures.keys()].sort(), [
    'from_examples',
    'serving_default',
    'transform_features',
  ]);
  const { inputs: serving, outputs } = session.signature('serving_default');
  assert.deepEqual(
    [
      serving.map(({ name, dtype }) => [name, dtype]),
      outputs.map(({ name, dtype, shape }) => [name, dtype, shape]),
    ],
    [[['string_input', 'string']], [['seg_mask', 'int64', [-1, SIDE, SIDE]]]],
  );
  const { metaGraphs } = await readSavedModel(path.join(run.context.outputs.model!.path, 'Format-Serving'));
  assert.equal(Object.keys(metaGraphs[0]!.objectGraphDef?.concreteFunctions ?? {}).length, 3);
  const folders = [
    'Format-Serving/fingerprint.pb',
    'Format-TFJS/model.json',
    'Format-Keras/weights.h5',
    'model_structure.json',
  ];
  assert.ok(folders.every((file) => existsSync(path.join(run.context.outputs.model!.path, file))));
});

test('C3 a training killed in epoch 3 of 5 ends with the weights of one that was never killed', async () => {
  const parameters = { epochs: 5, augmentation: ['flip', 'crop', 'color'] };
  const whole = await train(parameters);
  const state = await mkdtemp(path.join(pipeline.folder, 'killed-'));
  await killInEpoch(3, state, parameters);
  const saved = JSON.parse(await readFile(path.join(state, 'checkpoints', 'state.json'), 'utf8'));
  assert.equal(saved.epochs, 2);
  const resumed = await train(parameters, { state });
  assert.equal(valuesOf(resumed, 'epoch_loss').length, 3);
  assert.equal(await digestFile(weightsFile(resumed)), await digestFile(weightsFile(whole)));
});

/** Trains in a process of its own and kills it, without warning, when an epoch has begun. */
async function killInEpoch(epoch: number, state: string, parameters: Record<string, unknown>): Promise<void> {
  const child = fork(new URL('./testing/train-and-tell.ts', import.meta.url), [], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.on('message', (message: { epoch: number }) => {
    if (message.epoch === epoch) {
      child.kill('SIGKILL');
    }
  });
  child.send({ pipeline, inputs, state, parameters });
  await ended;
}

test('Trainer stops at a loss that is not finite, and says at which step', async () => {
  const model = await readFile(path.join(pipeline.folder, 'model.ts'), 'utf8');
  const other = await tinyPipeline({
    model: `${model}\nexport const loss = (labels, outputs) => tf.log(tf.min(outputs).sub(100));`,
  });
  await assert.rejects(train({}, { pipeline: other }), {
    code: 'loss-not-finite',
    message: 'The loss became NaN at step 1 (batch 1 of epoch 1)',
  });
});

test('Trainer ends early when validation gets no better, and can export the best epoch', async () => {
  const run = await train({
    epochs: 20,
    learning_rate: 1e-12,
    early_stopping_patience: 2,
    restore_best: true,
  });
  assert.ok(valuesOf(run, 'validation/epoch_loss').length < 20);
});

test('Trainer starts from a base model, and refuses one that does not fit', async () => {
  const base = await train({ epochs: 3 });
  const model = artifact('Model', base.context.outputs.model!.path);
  const warm = await train(
    { epochs: 1, learning_rate: 1e-9 },
    { inputs: { ...inputs, base_model: [model] } },
  );
  assert.ok(valuesOf(warm, 'epoch_loss')[0]! < valuesOf(base, 'epoch_loss')[0]!);
  await assert.rejects(
    train({ hyperparameters: { filters: 5 } }, { inputs: { ...inputs, base_model: [model] } }),
    { code: 'weights-do-not-fit' },
  );
});

test('Trainer weighs classes', async () => {
  const [plain, weighed] = await Promise.all([
    train({ epochs: 1, learning_rate: 1e-9 }),
    train({ epochs: 1, learning_rate: 1e-9, class_weights: [2, 2] }),
  ]);
  const ratio = valuesOf(weighed, 'epoch_loss')[0]! / valuesOf(plain, 'epoch_loss')[0]!;
  assert.ok(Math.abs(ratio - 2) < 1e-4, String(ratio));
});

test('Trainer keeps only the newest and the best checkpoint', async () => {
  const state = await mkdtemp(path.join(pipeline.folder, 'state-'));
  await train({ epochs: 4 }, { state });
  const saved = JSON.parse(await readFile(path.join(state, 'checkpoints', 'state.json'), 'utf8'));
  const kept = new Set([4, saved.best.epoch]);
  for (const epoch of [1, 2, 3, 4]) {
    assert.equal(
      existsSync(path.join(state, 'checkpoints', `epoch-${epoch}`)),
      kept.has(epoch),
      `epoch ${epoch}`,
    );
  }
});

test("C1 Trainer stops at a cancellation with the signal's reason", async () => {
  await assert.rejects(train({}, { signal: AbortSignal.abort() }), { name: 'AbortError' });
});

test('Trainer says how to make a model fit its label', async () => {
  const other = await tinyPipeline({
    model: `import * as tf from '@tensorflow/tfjs';
export const buildModel = () => tf.sequential({ layers: [tf.layers.conv2d({ inputShape: [16, 16, 3], name: 'c', filters: 2, kernelSize: 3 })] });`,
  });
  await assert.rejects(train({}, { pipeline: other }), {
    code: 'wrong-model',
    message: /not a transformed feature/,
  });
});

test('Trainer names the line of a model function that throws', async () => {
  const other = await tinyPipeline({
    model: '\n\nexport function buildModel() {\n  return missing.layers;\n}\n',
  });
  await assert.rejects(
    train({}, { pipeline: other }),
    (error: { code: string; location: { line: number } }) => {
      assert.deepEqual([error.code, error.location.line], ['function-failed', 4]);
      return true;
    },
  );
});

test('Trainer writes TensorBoard logs and sample predictions', async () => {
  const run = await train({ epochs: 1, sample_count: 2 });
  const folder = run.context.outputs.model_run!.path;
  const samples = run.reports.find(({ kind }) => kind === 'samples')!.value as {
    images: Record<string, string>[];
  };
  assert.equal(samples.images.length, 2);
  for (const { image, label, prediction } of samples.images) {
    assert.ok([image, label, prediction].every((file) => existsSync(path.join(folder, file!))));
  }
  assert.ok(['train', 'validation'].every((part) => existsSync(path.join(folder, part))));
});
