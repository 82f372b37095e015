import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunRow } from '../../../engine/contract/execution.ts';
import { metricHeader, runsAtMoment } from './metric-moment.ts';

const run: RunRow = {
  runId: 'r1',
  name: '',
  startedMs: 0,
  seconds: 1,
  state: 'complete',
  starred: false,
  cells: [],
  parameters: {},
  metrics: { loss: 0.4, accuracy: 0.7, example_count: 5, auc: 0.9 },
  blessed: null,
};
const courses = {
  r1: {
    loss: { lowest: 0.3, highest: 2, atEpoch: 0.5 },
    accuracy: { lowest: 0.1, highest: 0.8, atEpoch: null },
    example_count: { lowest: 1, highest: 5, atEpoch: 1 },
  },
};
const metrics = (moment: Parameters<typeof runsAtMoment>[1]) =>
  runsAtMoment([run], moment, courses)[0]?.metrics;

test('runsAtMoment() takes the better end of each metric as its best', () => {
  assert.deepEqual(metrics({ kind: 'best' }), { loss: 0.3, accuracy: 0.8, example_count: 5, auc: 0.9 });
});

test('runsAtMoment() leaves out what a run did not come to', () => {
  assert.deepEqual(metrics({ kind: 'epoch', epoch: 2 }), { loss: 0.5, example_count: 1, auc: 0.9 });
});

test('runsAtMoment() leaves the last values as they are', () => {
  assert.deepEqual(metrics({ kind: 'last' }), run.metrics);
});

test('metricHeader() says which moment an exported column is of', () => {
  assert.deepEqual(
    [metricHeader('loss', { kind: 'last' }), metricHeader('loss', { kind: 'best' })],
    ['loss', 'loss (best)'],
  );
  assert.equal(metricHeader('loss', { kind: 'epoch', epoch: 3 }), 'loss (epoch 3)');
});
