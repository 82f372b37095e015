import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasonAgainstUpdates } from './updates.ts';

const table = [
  [{ packaged: false, feed: 'https://example.org/' }, 'this is a development build'],
  [{ packaged: true, feed: null }, 'this build names no place for updates'],
  [{ packaged: true, feed: 'http://example.org/' }, 'updates come over https only'],
  [{ packaged: true, feed: 'https://example.org/' }, null],
] as const;

for (const [place, reason] of table) {
  test(`D15 reasonAgainstUpdates(${JSON.stringify(place)}) is ${reason}`, () => {
    assert.equal(reasonAgainstUpdates(place), reason);
  });
}
