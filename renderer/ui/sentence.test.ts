import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentence } from './sentence.ts';

test('sentence ends a message once, whatever it ends with', () => {
  assert.equal(sentence('Cannot read "a"'), 'Cannot read "a".');
  assert.equal(sentence('Gone.'), 'Gone.');
  assert.equal(sentence('Which one?'), 'Which one?');
});
