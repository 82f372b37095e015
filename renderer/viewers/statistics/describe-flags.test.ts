import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFlags } from './describe-flags.ts';

test('describeFlags() names splits only where they differ', () => {
  const words = describeFlags(
    [
      { kind: 'missing', split: 0, share: 0.12 },
      { kind: 'missing', split: 1, share: 0.1 },
      { kind: 'constant', split: 1, share: 1 },
    ],
    ['train', 'eval'],
  );
  assert.deepEqual(words, [
    { text: '12 % / 10 % missing', tone: 'danger' },
    { text: 'never changes in eval', tone: 'warning' },
  ]);
});
