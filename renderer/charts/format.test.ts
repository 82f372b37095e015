import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDifference, formatShare, formatTick } from './format.ts';

test('formatDifference() always carries a sign', () => {
  assert.deepEqual([0.0123, -0.5, 0, null, Number.NaN].map(formatDifference), [
    '+0.0123',
    '−0.5',
    '±0',
    '—',
    '—',
  ]);
});

test('formatTick() is short', () => {
  assert.deepEqual([0, 0.05, 1200, -2_500_000, 0.00002].map(formatTick), [
    '0',
    '0.05',
    '1.2K',
    '−2.5M',
    '2e−5',
  ]);
});

test('formatShare() tells almost none from none', () => {
  assert.deepEqual([0, 0.00001, 0.256, 1].map(formatShare), ['0 %', '< 0.1 %', '25.6 %', '100 %']);
});
