import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { extremes } from './extremes.ts';

test('extremes() gives the lowest and highest of each stretch in their order, and no gap', () => {
  const values = [3, 1, 2, null, 5, 5, null, null, 4, 9, 0, 7];
  assert.deepEqual(extremes(values, { from: 0, to: 11, stretches: 4 }), [0, 1, 4, 8, 9, 10]);
  assert.deepEqual(extremes([null, null], { from: 0, to: 1, stretches: 1 }), []);
});

test('extremes() keeps the range of all values, and rises', () => {
  const range = (numbers: readonly number[]) => [Math.min(...numbers), Math.max(...numbers)];
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 40 }),
      (values, stretches) => {
        const places = extremes(values, { from: 0, to: values.length - 1, stretches });
        assert.deepEqual(range(places.map((place) => values[place] ?? 0)), range(values));
        assert.ok(places.every((place, index) => index === 0 || place > (places[index - 1] ?? 0)));
      },
    ),
  );
});
