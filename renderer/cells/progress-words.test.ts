import assert from 'node:assert/strict';
import { test } from 'node:test';
import { progressWords } from './progress-words.ts';

const progress = { done: 1024, total: 4096, unit: 'images', ratePerSecond: 212.4, secondsLeft: 14 };

test('progressWords says how far, how fast and how long, as far as it is known', () => {
  assert.deepEqual(
    [
      { ...progress, message: 'Epoch 2 of 4' },
      { ...progress, ratePerSecond: null, secondsLeft: null },
      { ...progress, total: null, ratePerSecond: 1.25, secondsLeft: null },
      { done: 2_500_000, total: 10_000_000, unit: 'bytes', ratePerSecond: 1_000_000, secondsLeft: 8 },
      null,
    ].map(progressWords),
    [
      'Epoch 2 of 4 · 1,024 of 4,096 images · 212 images/s · 0:14 left',
      '1,024 of 4,096 images',
      '1,024 images · 1.3 images/s',
      '2.5 MB of 10.0 MB · 1.0 MB/s · 0:08 left',
      '',
    ],
  );
});
