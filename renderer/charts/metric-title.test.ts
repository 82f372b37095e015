import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metricTitle } from './metric-title.ts';

test('metricTitle() words the names Keras gives to metrics', () => {
  assert.deepEqual(
    ['mean_io_u', 'sparse_categorical_accuracy', 'boundary_f1', 'loss', 'io_u (class 0)'].map(metricTitle),
    ['Mean IoU', 'Sparse categorical accuracy', 'Boundary F1', 'Loss', 'IoU (class 0)'],
  );
});
