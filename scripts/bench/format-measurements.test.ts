import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMeasurements } from './format-measurements.ts';

test('formatMeasurements() aligns names and compares where there is a peer', () => {
  const lines = formatMeasurements([
    { name: 'train', value: 1234.5, unit: 'images/s', peer: 1000, ratio: 1.2345 },
    { name: 'open a notebook', value: 12.345, unit: 'ms', peer: null, ratio: null },
  ]);
  assert.equal(
    lines,
    'train            1235 images/s, Python 1000 images/s, ratio 1.23\nopen a notebook  12.3 ms',
  );
});
