import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueRange } from './value-range.ts';

test('valueRange() spans all lines and leaves gaps and infinity out', () => {
  const lines = [
    [3, null, 7],
    [undefined, Number.POSITIVE_INFINITY, -1],
  ];
  assert.deepEqual(valueRange(lines, 0, 2), { lowest: -1, highest: 7 });
  assert.equal(valueRange([[null, Number.NaN]], 0, 1), null);
  assert.equal(valueRange([], 0, 0), null);
});

test('valueRange() of a part does not see the rest', () => {
  assert.deepEqual(valueRange([[9, 1, 2, 8]], 1, 2), { lowest: 1, highest: 2 });
});

test('valueRange() takes in what a line grew by', () => {
  const line = [2, 3];
  assert.deepEqual(valueRange([line], 0, 1), { lowest: 2, highest: 3 });
  line.push(5, 1);
  assert.deepEqual(valueRange([line], 0, 3), { lowest: 1, highest: 5 });
});
