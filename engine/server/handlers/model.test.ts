import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import sharp from 'sharp';
import { SIDE, tinyPipeline, transformed } from '../../components/trainer/testing/tiny-pipeline.ts';
import { trainTiny } from '../../components/trainer/testing/train-tiny.ts';
import type { ExecutionEvent } from '../../contract/execution.ts';
import { modelMethods } from '../../contract/model.ts';
import type { PipelineAccess } from '../handler.ts';
import { SignatureProcess } from '../models/signature-process.ts';
import type { Workspace } from '../workspace.ts';
import { modelHandlers } from './model.ts';

const { signal } = new AbortController();
const tiny = await tinyPipeline();
const inputs = await transformed(tiny);
const trained = await trainTiny({ epochs: 1, sample_count: 1 }, { pipeline: tiny, inputs });

/** The artifacts of the tiny pipeline, and one folder that a test names. */
const folders: Record<number, string> = {
  1: tiny.examples.path,
  2: inputs.transform_graph![0]!.path,
  3: trained.context.outputs.model!.path,
};

const classes = { names: ['dark', 'bright'] };

/** What the handlers ask of a pipeline whose execution 8 made every artifact from the examples. */
function pipelineAccess({ results, run }: { results?: string; run?: string } = {}): PipelineAccess {
  const artifact = (id: number, customProperties = {}) => ({
    id,
    type: 'Model',
    uri: folders[id] ?? '',
    path: folders[id] ?? results ?? '',
    digest: null,
    sizeBytes: 4096,
    state: 'live' as const,
    createdMs: 0,
    producer: id === 9 ? null : { executionId: 8, cell: 'Trainer' },
    properties: {},
    customProperties,
  });
  const access: Partial<PipelineAccess> = {
    artifact,
    executionDirectory: () => run ?? trained.context.outputs.model_run!.path,
    executionInputs: () => ({ examples: [artifact(1, { classes })] }),
    execution: () =>
      ({ outputs: results === undefined ? {} : { tuner_results: [artifact(7)] } }) as unknown as ReturnType<
        PipelineAccess['execution']
      >,
  };
  return access as PipelineAccess;
}

/** The events that a training reported, as the engine keeps them. */
const events = trained.reports
  .filter(({ kind }) => ['metrics', 'samples', 'checkpoint'].includes(kind))
  .map(({ kind, value }, index) => ({ type: kind, seq: index, atMs: index, ...(value as object) }));
const workspace = {
  session: { reader: { attemptEvents: async () => events as unknown as ExecutionEvent[] } },
} as unknown as Workspace;

const process_ = new SignatureProcess();
after(() => process_[Symbol.dispose]());
const handlers = modelHandlers(workspace, process_);
const context = { pipeline: pipelineAccess(), signal };

async function picture(color: string): Promise<string> {
  const image = sharp({ create: { width: 40, height: 30, channels: 3, background: color } });
  return (await image.png().toBuffer()).toString('base64');
}

test('model.get shows blocks of layers, parameters and signatures without running the model', async () => {
  const view = modelMethods['model.get'].result.parse(
    await handlers['model.get']({ artifactId: 3 }, context),
  );
  assert.deepEqual(
    view.blocks.map(({ name }) => name).filter((name) => ['conv', 'norm', 'label_xf'].includes(name)),
    ['conv', 'norm', 'label_xf'],
  );
  // 3x3x3 to 4 channels, four numbers of normalisation for each, and 4 to 2 channels with biases.
  assert.deepEqual([view.parameters, view.trainableParameters], [108 + 16 + 10, 108 + 8 + 10]);
  // A convolution of 3x3, then one of 1x1.
  const last = view.blocks.find(({ name }) => name === 'label_xf')?.layers.at(-1);
  assert.deepEqual(last?.receptiveField, { size: [3, 3], stride: [1, 1], share: (3 / SIDE) ** 2 });
  const examples = view.signatures.find(({ name }) => name === 'from_examples');
  assert.deepEqual(examples?.outputs, [{ name: 'label_xf', dtype: 'float32', shape: [-1, SIDE, SIDE, 2] }]);
  assert.equal(view.sizeBytes, 4096);
});

test('model.get says which folder holds no model', async () => {
  folders[5] = await mkdtemp(path.join(tmpdir(), 'millrace-empty-'));
  await assert.rejects(handlers['model.get']({ artifactId: 5 }, context), {
    code: 'saved-model-unreadable',
    hint: /saved_model\.pb/,
  });
});

test('training.get gathers curves, samples and checkpoints, with the classes of the examples', async () => {
  const view = modelMethods['training.get'].result.parse(
    await handlers['training.get']({ executionId: 8 }, context),
  );
  const loss = view.series.find(({ tag }) => tag === 'validation/epoch_loss');
  assert.deepEqual([loss?.steps, loss?.epochs, loss?.values.length], [[3], [1], 1]);
  assert.deepEqual(view.checkpoints, [{ epoch: 1, step: 3, best: true }]);
  assert.deepEqual(
    view.samples.map(({ epoch, images }) => [epoch, images.length]),
    [[1, 1]],
  );
  assert.deepEqual(
    view.classes?.map(({ name }) => name),
    classes.names,
  );
  assert.deepEqual(view.trials, []);
  assert.equal(view.samplesGone, undefined);
});

test('training.get says where the samples lay, where their files are gone', async () => {
  const run = await mkdtemp(path.join(tmpdir(), 'millrace-gone-'));
  const view = modelMethods['training.get'].result.parse(
    await handlers['training.get']({ executionId: 8 }, { pipeline: pipelineAccess({ run }), signal }),
  );
  assert.equal(view.samplesGone, path.join(run, path.dirname(view.samples[0]!.images[0]!.prediction)));
});

test('training.get shows the trials that a Tuner wrote', async () => {
  const results = await mkdtemp(path.join(tmpdir(), 'millrace-tuner-'));
  const rows = [
    { trial_id: '00', score: 0.5, learning_rate: 0.1 },
    { trial_id: '01', score: null, learning_rate: 1 },
  ];
  await writeFile(path.join(results, 'tuner_results.json'), JSON.stringify(rows));
  const view = await handlers['training.get'](
    { executionId: 8 },
    { pipeline: pipelineAccess({ results }), signal },
  );
  assert.deepEqual(view.trials, [
    { trial: '00', score: 0.5, hyperparameters: { learning_rate: 0.1 } },
    { trial: '01', score: null, hyperparameters: { learning_rate: 1 } },
  ]);
});

test('transform.preview shows records before and after, images as pictures', async () => {
  const asked = { artifactId: 2, split: 'eval', records: [1, 3, 99] };
  const { rows } = modelMethods['transform.preview'].result.parse(
    await handlers['transform.preview'](asked, context),
  );
  assert.deepEqual(
    rows.map(({ record }) => record),
    [1, 3],
  );
  assert.deepEqual(Object.keys(rows[0]!.before).sort(), ['id', 'image', 'label']);
  assert.deepEqual(Object.keys(rows[0]!.after).sort(), ['image_xf', 'label_xf']);
  assert.deepEqual([rows[0]!.before.id!.summary, rows[0]!.before.id!.image], ['1', null]);
  const { image, summary } = rows[1]!.after.image_xf!;
  assert.match(summary, /^\[16, 16, 3\] from -(1|0\.\d+) to (1|0\.\d+)$/);
  const { width, channels } = await sharp(Buffer.from(image!.split(',')[1]!, 'base64')).metadata();
  assert.deepEqual([width, channels], [SIDE, 3]);
});

test('transform.preview says when the examples of a transform graph are gone', async () => {
  await assert.rejects(
    handlers['transform.preview']({ artifactId: 9, split: 'eval', records: [0] }, context),
    { code: 'no-examples' },
  );
});

test('model.predict paints the mask of a picture in the colours of the classes', async () => {
  const predicted = modelMethods['model.predict'].result.parse(
    await handlers['model.predict']({ artifactId: 3, image: await picture('white') }, context),
  );
  assert.deepEqual([predicted.width, predicted.height], [SIDE, SIDE]);
  const fractions = predicted.classes.reduce((sum, { fraction }) => sum + fraction, 0);
  assert.ok(Math.abs(fractions - 1) < 1e-9);
  assert.deepEqual(
    predicted.classes.map(({ name }) => name),
    classes.names,
  );
  const pixels = await sharp(Buffer.from(predicted.mask, 'base64')).removeAlpha().raw().toBuffer();
  const painted = predicted.classes.map(
    ({ color }) =>
      Array.from({ length: pixels.length / 3 }, (_, at) =>
        pixels.subarray(at * 3, at * 3 + 3).toString('hex'),
      ).filter((hex) => `#${hex}` === color).length,
  );
  assert.deepEqual(
    painted,
    predicted.classes.map(({ fraction }) => Math.round(fraction * SIDE * SIDE)),
  );
});

test('model.predict says that a file is no picture, and what TensorFlow said', async () => {
  const image = Buffer.from('no picture').toString('base64');
  await assert.rejects(handlers['model.predict']({ artifactId: 3, image }, context), {
    code: 'model-run-failed',
    message: /Cannot run signature "serving_default"/,
  });
});

test('model.predict stops with the reason of a cancellation', async () => {
  const cancelled = AbortSignal.abort();
  await assert.rejects(
    handlers['model.predict'](
      { artifactId: 3, image: await picture('red') },
      { ...context, signal: cancelled },
    ),
    { name: 'AbortError' },
  );
});
