import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPermitted } from './permission-policy.ts';

const engine = 'http://127.0.0.1:41234';

const table = [
  ['clipboard-sanitized-write', engine, true],
  ['fullscreen', engine, true],
  ['clipboard-sanitized-write', 'https://example.org', false],
  ['clipboard-read', engine, false],
  ['media', engine, false],
  ['geolocation', engine, false],
  ['notifications', engine, false],
  ['openExternal', engine, false],
  ['a-permission-of-the-future', engine, false],
  ['constructor', engine, false],
  ['__proto__', engine, false],
] as const;

for (const [permission, origin, permitted] of table) {
  test(`D5 isPermitted() of "${permission}" asked by ${origin} is ${permitted}`, () => {
    assert.equal(isPermitted(permission, origin, engine), permitted);
  });
}

test('D5 nothing is permitted before the engine has an origin', () => {
  assert.equal(isPermitted('fullscreen', 'null', null), false);
});
