import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TrainingView } from '../../../engine/contract/model.ts';
import { appendEvents } from './append-events.ts';
import { alignCurves, chartColumns } from './chart-data.ts';
import { axisValues, curveCharts, curveSummary, parseTag } from './curves.ts';

const empty: TrainingView = { executionId: 1, series: [], samples: [], checkpoints: [], trials: [] };
const metrics = (step: number, values: Record<string, number | null>, epoch = step) => ({
  type: 'metrics' as const,
  atMs: 1000 * step,
  step,
  epoch,
  values,
});
const curve = (x: number[], y: (number | null)[]) => ({ run: 0, role: 'train' as const, label: '', x, y });

test('parseTag() reads the tags Keras writes', () => {
  const tags = [
    'epoch_loss',
    'validation/epoch_loss',
    'val_loss',
    'evaluation_accuracy_vs_iterations',
    'batch_loss',
  ];
  assert.deepEqual(tags.map(parseTag), [
    { metric: 'loss', role: 'train' },
    { metric: 'loss', role: 'validation' },
    { metric: 'loss', role: 'validation' },
    { metric: 'accuracy', role: 'validation' },
    { metric: 'batch_loss', role: 'train' },
  ]);
});

test('curveCharts() puts training and validation of a metric into one chart, loss first', () => {
  const training = appendEvents(empty, [
    metrics(1, {
      epoch_mean_io_u: 0.5,
      epoch_loss: 1,
      'validation/epoch_loss': 1.2,
      epoch_learning_rate: 0.001,
    }),
  ]);
  const { learning, resources } = curveCharts([{ label: 'run 3', training }], 'step');
  assert.deepEqual(
    learning.map(({ title, curves }) => [title, curves.map(({ label }) => label)]),
    [
      ['Loss', ['run 3 train', 'run 3 validation']],
      ['Mean IoU', ['run 3 train']],
    ],
  );
  assert.deepEqual(
    resources.map(({ title }) => title),
    ['Learning rate'],
  );
});

test('appendEvents() grows series and ignores a point it already has', () => {
  const once = appendEvents(empty, [metrics(1, { epoch_loss: 1 }), metrics(2, { epoch_loss: null })]);
  const again = appendEvents(once, [metrics(2, { epoch_loss: 7 }), metrics(3, { epoch_loss: 0.5 })]);
  assert.deepEqual(again.series, [
    {
      tag: 'epoch_loss',
      steps: [1, 2, 3],
      epochs: [1, 2, 3],
      timesMs: [1000, 2000, 3000],
      values: [1, null, 0.5],
    },
  ]);
});

test('appendEvents() leaves the arrays of the first answer as they are, and makes new series of its own', () => {
  const answered = { tag: 'epoch_loss', steps: [1], epochs: [1], timesMs: [1000], values: [1] };
  const once = appendEvents({ ...empty, series: [answered] }, [metrics(2, { epoch_loss: 2 })]);
  const twice = appendEvents(once, [metrics(3, { epoch_loss: 3 })]);
  assert.deepEqual(answered.values, [1]);
  assert.deepEqual(twice.series[0]?.values, [1, 2, 3]);
  assert.notEqual(twice.series[0], once.series[0]);
});

test('appendEvents() replaces samples of an epoch and keeps checkpoints once', () => {
  const image = (prediction: string) => [{ id: 'a', image: 'a.png', prediction }];
  const training = appendEvents(empty, [
    { type: 'samples', atMs: 1, epoch: 2, images: image('old.png') },
    { type: 'samples', atMs: 2, epoch: 1, images: image('first.png') },
    { type: 'samples', atMs: 3, epoch: 2, images: image('new.png') },
    { type: 'checkpoint', atMs: 4, epoch: 1, step: 10, best: true },
    { type: 'checkpoint', atMs: 5, epoch: 1, step: 10, best: false },
    { type: 'started', atMs: 6 },
  ]);
  assert.deepEqual(
    training.samples.map(({ epoch, images }) => [epoch, images[0]?.prediction]),
    [
      [1, 'first.png'],
      [2, 'new.png'],
    ],
  );
  assert.deepEqual(training.checkpoints, [{ epoch: 1, step: 10, best: false }]);
});

test('axisValues() counts time from the first point of the run', () => {
  const series = { tag: 'x', steps: [5, 6], epochs: [0, 1], timesMs: [10_000, 12_500], values: [1, 2] };
  assert.deepEqual(
    [axisValues(series, 'time', []), axisValues(series, 'epoch', [])],
    [
      [0, 2.5],
      [0, 1],
    ],
  );
});

test('alignCurves() shares one axis and leaves gaps', () => {
  assert.deepEqual(alignCurves([curve([1, 3], [10, 30]), curve([2, 3], [200, 300])]), [
    [1, 2, 3],
    [10, null, 30],
    [null, 200, 300],
  ]);
});

test('chartColumns() leaves out what a logarithmic axis cannot show', () => {
  const columns = chartColumns([curve([1, 2, 3], [0, -1, 5])], { smoothing: 0, logarithmic: true });
  assert.deepEqual(columns[1], [null, null, 5]);
});

test('curveSummary() skips gaps', () => {
  assert.deepEqual(curveSummary(curve([1, 2, 3], [3, 1, null])), { last: 1, lowest: 1, highest: 3 });
  assert.deepEqual(curveSummary(curve([], [])), { last: null, lowest: null, highest: null });
});

test('curveCharts() draws the trials of a search as curves of their own, live ones as well', () => {
  const of = (trial: string, step: number, loss: number) => ({
    ...metrics(step, { epoch_loss: loss }),
    trial,
  });
  const training = appendEvents(empty, [of('00', 1, 3), of('00', 2, 2), of('01', 1, 5), of('01', 2, 4)]);
  const [chart] = curveCharts([{ label: '', training }], 'step').learning;
  assert.deepEqual(
    chart?.curves.map(({ run, label, x, y }) => ({ run, label, x, y })),
    [
      { run: 0, label: 'trial 00 train', x: [1, 2], y: [3, 2] },
      { run: 1, label: 'trial 01 train', x: [1, 2], y: [5, 4] },
    ],
  );
});
