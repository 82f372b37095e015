import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LeastRecent } from './least-recent.ts';

test('LeastRecent forgets what was used longest ago and releases it', () => {
  const released: string[] = [];
  const cache = new LeastRecent<number, string>(2, (value) => released.push(value));
  cache.set(1, 'one');
  cache.set(2, 'two');
  cache.get(1);
  cache.set(3, 'three');
  assert.deepEqual([cache.get(1), cache.get(2), cache.get(3)], ['one', undefined, 'three']);
  assert.deepEqual(released, ['two']);
});

test('LeastRecent releases a value that is replaced, but not one that is set again', () => {
  const released: string[] = [];
  const cache = new LeastRecent<number, string>(2, (value) => released.push(value));
  cache.set(1, 'one');
  cache.set(1, 'one');
  cache.set(1, 'uno');
  assert.deepEqual(released, ['one']);
});

test('LeastRecent.clear() releases everything', () => {
  const released: string[] = [];
  const cache = new LeastRecent<number, string>(5, (value) => released.push(value));
  cache.set(1, 'one');
  cache.set(2, 'two');
  cache.clear();
  assert.deepEqual([released.sort(), cache.size], [['one', 'two'], 0]);
});
