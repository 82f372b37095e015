import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pooledMap } from './pooled-map.ts';

test('pooledMap() keeps the order of the values and never has more than its limit under way', async () => {
  let [running, most] = [0, 0];
  const results = await pooledMap([...Array(20).keys()], 3, async (value) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise(setImmediate);
    running -= 1;
    return value * 2;
  });
  assert.deepEqual(
    results,
    [...Array(20).keys()].map((value) => value * 2),
  );
  assert.equal(most, 3);
});

test('pooledMap() throws the first failure once the calls under way have settled, and starts no more', async () => {
  const started: number[] = [];
  const attempt = pooledMap([0, 1, 2, 3, 4, 5], 2, async (value) => {
    started.push(value);
    await new Promise(setImmediate);
    if (value === 1) {
      throw new Error('no');
    }
  });
  await assert.rejects(attempt, /no/);
  assert.deepEqual(started, [0, 1, 2]);
});

test('pooledMap() throws for a limit that is not a positive integer', async () => {
  await assert.rejects(
    pooledMap([1], 0, async () => 1),
    RangeError,
  );
});
