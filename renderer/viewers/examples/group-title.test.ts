import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupTitle } from './group-title.ts';

const count = 1;

test('groupTitle() names values, and quotes those that would not be seen', () => {
  assert.deepEqual(
    ['beagle', '', ' ', 3, -0.5, 1_234_567, 1e12].map((value) => groupTitle({ kind: 'value', value, count })),
    ['beagle', '""', '" "', '3', '-0.5', '1,234,567', '1.00e+12'],
  );
});

test('groupTitle() writes a float in the fewest digits that name it, so that no two values share a title', () => {
  assert.equal(groupTitle({ kind: 'value', value: Math.fround(0.1), count }), '0.1');
  const close = [0.123456, 0.1234561].map((value) =>
    groupTitle({ kind: 'value', value: Math.fround(value), count }),
  );
  assert.deepEqual(close, ['0.123456', '0.1234561']);
  assert.equal(groupTitle({ kind: 'value', value: 0.1234567890123, count }), '0.1234567890123');
});

test('groupTitle() words ranges and what has no value', () => {
  assert.equal(groupTitle({ kind: 'range', from: -10, to: 0.5, count }), '-10 – 0.5');
  assert.equal(groupTitle({ kind: 'other', values: 9980, count }), 'other: 9,980 values');
  assert.equal(groupTitle({ kind: 'other', values: null, count }), 'other: more than 65,000 values');
  assert.equal(groupTitle({ kind: 'missing', count }), 'missing');
  assert.equal(groupTitle({ kind: 'not-finite', count }), 'NaN or infinite');
});
