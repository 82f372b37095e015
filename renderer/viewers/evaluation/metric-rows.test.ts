import assert from 'node:assert/strict';
import { test } from 'node:test';
import { betterDirection, exampleMetricTitle, metricRows, sliceRows } from './metric-rows.ts';

const metric = (name: string, difference: number | null, subKey = '') => ({
  name,
  subKey,
  candidate: 0.5,
  baseline: difference === null ? null : 0.5 - difference,
  difference,
  confidence: null,
});

test('betterDirection() knows losses, scores and mere counts', () => {
  assert.deepEqual(
    ['loss', 'SparseCategoricalAccuracy', 'mean_iou', 'example_count', 'mean_squared_error'].map(
      betterDirection,
    ),
    ['lower', 'higher', 'higher', null, 'lower'],
  );
});

test('metricRows() tells better from worse by the direction of the metric', () => {
  const metrics = [
    metric('io_u', 0.1, 'class 0'),
    metric('loss', 0.1),
    metric('accuracy', 0),
    metric('example_count', 5),
  ];
  const rows = metricRows({ slice: 'Overall', examples: 10, metrics }, [{ code: 0, name: 'pet' }]);
  assert.deepEqual(
    rows.map(({ label, change }) => [label, change]),
    [
      ['Loss', 'worse'],
      ['Accuracy', 'same'],
      ['Example count', null],
      ['IoU · pet', 'better'],
    ],
  );
});

test('metricRows() says nothing of a change without a baseline', () => {
  assert.equal(metricRows({ slice: '', examples: null, metrics: [metric('loss', null)] })[0]?.change, null);
});

test('sliceRows() lists the slices that have a metric', () => {
  const slices = [
    { slice: 'Overall', examples: 10, metrics: [metric('accuracy', 0.1)] },
    { slice: 'night', examples: 2, metrics: [metric('loss', 0.1)] },
  ];
  assert.deepEqual(
    sliceRows(slices, 'accuracy/').map(({ slice }) => slice),
    ['Overall'],
  );
});

test('exampleMetricTitle() names the class where it is known', () => {
  const classes = [{ code: 0, name: 'pet' }];
  assert.deepEqual(
    ['io_u (class 0)', 'io_u (class 9)', 'mean_io_u'].map((name) => exampleMetricTitle(name, classes)),
    ['IoU · pet', 'IoU (class 9)', 'Mean IoU'],
  );
});
