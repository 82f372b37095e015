import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CrashPolicy } from './crash-policy.ts';

test('CrashPolicy restarts three times a minute and not a fourth', () => {
  const policy = new CrashPolicy();
  assert.deepEqual(
    [0, 1000, 2000, 3000].map((at) => policy.shouldRestart(at)),
    [true, true, true, false],
  );
});

test('CrashPolicy forgets what is older than a minute', () => {
  const policy = new CrashPolicy();
  assert.deepEqual(
    [0, 30_000, 65_000, 95_000, 130_000].map((at) => policy.shouldRestart(at)),
    [true, true, true, true, true],
  );
});
