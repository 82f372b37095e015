import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseRecent, withRecent } from './recent-list.ts';

test('withRecent() puts a notebook first and keeps it once', () => {
  assert.deepEqual(withRecent(['a', 'b', 'c'], 'b'), ['b', 'a', 'c']);
});

test('withRecent() keeps ten', () => {
  const ten = Array.from({ length: 10 }, (_, index) => String(index));
  assert.deepEqual(withRecent(ten, 'new'), ['new', ...ten.slice(0, 9)]);
});

for (const text of ['', '{', '{}', '[1]', JSON.stringify(Array(11).fill('a'))]) {
  test(`parseRecent() of ${JSON.stringify(text).slice(0, 30)} is an empty list`, () => {
    assert.deepEqual(parseRecent(text), []);
  });
}
