import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNews } from './news-policy.ts';

const table = [
  [{ seconds: 300, focused: false }, true],
  [{ seconds: 300, focused: true }, false],
  [{ seconds: 3, focused: false }, false],
] as const;

for (const [end, news] of table) {
  test(`the end of a run with ${JSON.stringify(end)} is ${news ? '' : 'no '}news`, () => {
    assert.equal(isNews(end), news);
  });
}
