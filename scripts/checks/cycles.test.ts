import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCycles } from './cycles.ts';

test('findCycles() names the files of a circle', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['a']],
    ['d', []],
  ]);
  assert.deepEqual(findCycles(graph), [['a', 'b', 'c', 'a']]);
});

test('findCycles() finds nothing where two paths meet again', () => {
  const graph = new Map([
    ['a', ['b', 'c']],
    ['b', ['d']],
    ['c', ['d']],
    ['d', []],
  ]);
  assert.deepEqual(findCycles(graph), []);
});
