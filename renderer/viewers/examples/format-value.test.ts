import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatValue } from './format-value.ts';

test('formatValue() shows values, how many more there are, and what is missing', () => {
  assert.deepEqual(
    [
      formatValue({ kind: 'float', length: 1, values: [0.123456] }),
      formatValue({ kind: 'int', length: 5000, values: [1, 2] }),
      formatValue({ kind: 'bytes', length: 1, values: ['cat'] }),
      formatValue({ kind: 'missing', length: 0, values: [] }),
      formatValue({ kind: 'float', length: 0, values: [] }),
    ],
    ['0.1235', '1, 2, … 4,998 more', 'cat', 'missing', 'empty'],
  );
});
