import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { smooth } from './smoothing.ts';

test('smooth() starts at the first value and leaves a constant alone', () => {
  assert.deepEqual(
    smooth([3, 3, 3], 0.9)?.map((value) => value?.toFixed(9)),
    ['3.000000000', '3.000000000', '3.000000000'],
  );
});

test('smooth() keeps gaps as gaps without letting them disturb what follows', () => {
  const [first, gap, last] = smooth([2, null, 2], 0.5);
  assert.deepEqual([first, gap, last], [2, null, 2]);
});

test('smooth() with weight 0 returns the values', () => {
  assert.deepEqual(smooth([1, null, 5], 0), [1, null, 5]);
});

test('smooth() never leaves the range of its values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (values, weight) => {
        const low = Math.min(...values) - 1e-3;
        const high = Math.max(...values) + 1e-3;
        return smooth(values, weight).every((value) => value !== null && value >= low && value <= high);
      },
    ),
  );
});
