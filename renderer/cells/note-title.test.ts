import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noteLevel, noteTitle } from './note-title.ts';

test('noteTitle is the first heading, else the first words, without marks', () => {
  assert.deepEqual(
    ['text\n## The *data*', 'See [the docs](https://x.y) `now`', '', 'a'.repeat(80)].map(noteTitle),
    ['The data', 'See the docs now', 'Empty note', `${'a'.repeat(59)}…`],
  );
});

test('noteLevel counts the marks of the first heading', () => {
  assert.deepEqual(['text\n## Data\n# One', 'none', '#no'].map(noteLevel), [2, null, null]);
});
