import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMeasurements } from './format-measurements.ts';

test('formatMeasurements() aligns names and says what there is to compare with', () => {
  const lines = formatMeasurements([
    { name: 'train', value: 1234.5, unit: 'images/s', peer: 1000, ratio: 1.2345 },
    { name: 'open a notebook', value: 12.345, unit: 'ms', peer: null, ratio: null },
    { name: 'press a key', value: 9, unit: 'ms', peer: null, ratio: null, bound: 50 },
    { name: 'import', value: 2, unit: 's', peer: 22, ratio: 11, bound: 3 },
  ]);
  assert.equal(
    lines,
    'train            1235 images/s, Python 1000 images/s, ratio 1.23\nopen a notebook  12.3 ms\npress a key      9 ms, to stay under 50 ms\nimport           2 s, to stay under 3 s, Python 22 s, ratio 11',
  );
});
