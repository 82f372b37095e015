import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RateLimit } from './rate-limit.ts';

test('D2 RateLimit refuses what is over the limit and forgets with time', () => {
  const limit = new RateLimit(2, 1000);
  assert.deepEqual(
    [0, 100, 200, 999, 1000, 1050, 1100].map((at) => limit.admits(at)),
    [true, true, false, false, true, false, true],
  );
});
