import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { fromBinary } from '@bufbuild/protobuf';
import { Status } from '../../formats/proto/gen/tensorboard/plugins/hparams/api_pb.js';
import { HParamsPluginDataSchema } from '../../formats/proto/gen/tensorboard/plugins/hparams/plugin_data_pb.js';
import { GraphDefSchema } from '../../formats/proto/gen/tensorflow/core/framework/graph_pb.js';
import { type Event, EventSchema } from '../../formats/proto/gen/tensorflow/core/util/event_pb.js';
import { readRecordBatches } from '../../formats/tfrecord/read-record-batches.ts';
import { trainer } from './definition.ts';
import { executeTrainer } from './executor.ts';
import { contextFor, tinyPipeline, transformed } from './testing/tiny-pipeline.ts';

const pipeline = await tinyPipeline();
const { context } = await contextFor(trainer, pipeline, {
  inputs: await transformed(pipeline),
  parameters: {
    module_file: 'model.ts',
    epochs: 2,
    batch_size: 8,
    sample_count: 1,
    augmentation: ['flip'],
    hyperparameters: { filters: 3 },
  },
});
await executeTrainer(context as Parameters<typeof executeTrainer>[0]);
const folder = context.outputs.model_run!.path;

async function eventsOf(run: string): Promise<Event[]> {
  const names = (await readdir(path.join(folder, run))).filter((name) => name.includes('tfevents'));
  const events: Event[] = [];
  for (const name of names) {
    for await (const { records } of readRecordBatches(path.join(folder, run, name))) {
      events.push(...records.map((record) => fromBinary(EventSchema, record)));
    }
  }
  return events;
}

const summariesOf = async (run: string) =>
  (await eventsOf(run)).flatMap(({ what }) => (what.case === 'summary' ? what.value.value : []));

test('Event files hold loss and metrics of every epoch, and begin with their version', async () => {
  const [first, ...events] = await eventsOf('validation');
  assert.deepEqual(first?.what, { case: 'fileVersion', value: 'brain.Event:2' });
  const steps = events.flatMap(({ step, what }) =>
    what.case === 'summary' && what.value.value.some(({ tag }) => tag === 'epoch_loss') ? [Number(step)] : [],
  );
  assert.deepEqual(steps, [3, 6]);
});

test('Event files hold the graph of a training step, whose nodes are named after layers', async () => {
  const graphs = (await eventsOf('train')).flatMap(({ what }) =>
    what.case === 'graphDef' ? [fromBinary(GraphDefSchema, what.value)] : [],
  );
  assert.equal(graphs.length, 1);
  const names = graphs[0]!.node.map(({ name }) => name);
  assert.ok(names.includes('conv/kernel'), names.join());
  for (const scope of ['conv/', 'norm/', 'label_xf/', 'gradients/', 'optimizer/']) {
    assert.ok(
      names.some((name) => name.startsWith(scope)),
      scope,
    );
  }
  const known = new Set(names);
  const dangling = graphs[0]!.node.flatMap(({ input }) =>
    input.filter((name) => !known.has(name.replace('^', '').split(':')[0]!)),
  );
  assert.deepEqual(dangling, []);
});

test('Event files hold the hyperparameters, the curves to compare them by, and that the training ended', async () => {
  const data = (await summariesOf('.')).map(({ metadata }) =>
    fromBinary(HParamsPluginDataSchema, metadata!.pluginData!.content),
  );
  const [experiment, start, end] = data.map(({ data: content }) => content);
  assert.ok(experiment?.case === 'experiment' && start?.case === 'sessionStartInfo');
  const { hparams } = start.value;
  assert.deepEqual(
    ['filters', 'batch_size', 'optimizer', 'augmentation', 'restore_best'].map((name) => hparams[name]?.kind),
    [
      { case: 'numberValue', value: 3 },
      { case: 'numberValue', value: 8 },
      { case: 'stringValue', value: 'adam' },
      { case: 'stringValue', value: '["flip"]' },
      { case: 'boolValue', value: false },
    ],
  );
  assert.ok(!('module_file' in hparams));
  assert.deepEqual(experiment.value.hparamInfos.map(({ name }) => name).sort(), Object.keys(hparams).sort());
  const compared = experiment.value.metricInfos.map(({ name }) => `${name?.group}/${name?.tag}`);
  assert.deepEqual(compared, [
    'validation/epoch_loss',
    'validation/epoch_accuracy',
    'train/epoch_loss',
    'train/epoch_accuracy',
  ]);
  assert.ok(end?.case === 'sessionEndInfo' && end.value.status === Status.SUCCESS);
});

test('Event files hold sample predictions as PNG pictures', async () => {
  const images = (await summariesOf('validation')).filter(({ value }) => value.case === 'image');
  assert.deepEqual(
    images.map(({ tag }) => tag).sort(),
    ['image', 'label', 'prediction'].flatMap((kind) => [1, 2].map(() => `samples/0/${kind}`)),
  );
  const signature = [0x89, 0x50, 0x4e, 0x47];
  assert.ok(
    images.every(
      ({ value }) =>
        value.case === 'image' && signature.every((byte, at) => value.value.encodedImageString[at] === byte),
    ),
  );
});
