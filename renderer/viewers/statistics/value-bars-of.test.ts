import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeatureStatisticsView } from '../../../engine/contract/statistics.ts';
import { valueBarsOf } from './value-bars-of.ts';

function text(values: Record<string, number>, ranked: boolean): FeatureStatisticsView {
  const entries = Object.entries(values);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  return {
    path: ['breed'],
    type: 'STRING',
    present: total,
    missing: 0,
    minimumValues: 1,
    maximumValues: 1,
    averageValues: 1,
    totalValues: total,
    numeric: null,
    text: {
      unique: entries.length,
      averageLength: 3,
      top: ranked ? [] : entries.map(([value, count]) => ({ value, count })),
      ranks: ranked ? entries.map(([label, count]) => ({ label, count })) : [],
    },
    valueCounts: [],
    custom: [],
  };
}

test('valueBarsOf() joins splits by value, most frequent anywhere first', () => {
  const bars = valueBarsOf([text({ cat: 75, dog: 25 }, true), text({ dog: 1, fox: 9 }, false)], 2);
  assert.deepEqual(bars, [
    { value: 'fox', counts: [0, 9], shares: [0, 0.9] },
    { value: 'cat', counts: [75, 0], shares: [0.75, 0] },
  ]);
});

test('valueBarsOf() of a split without the feature is zero', () => {
  assert.deepEqual(valueBarsOf([text({ cat: 1 }, true), undefined], 5)[0]?.shares, [1, 0]);
});

test('valueBarsOf() words what TFDV writes in place of bytes', () => {
  assert.equal(valueBarsOf([text({ __BYTES_VALUE__: 1 }, true)], 1)[0]?.value, '(bytes)');
});
