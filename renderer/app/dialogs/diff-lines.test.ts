import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffLines } from './diff-lines.ts';

const shown = (before: string, after: string) =>
  diffLines(before, after)
    .map(({ change, text }) => `${{ same: ' ', removed: '-', added: '+' }[change]}${text}`)
    .join('\n');

test('diffLines marks what only one side has and keeps common lines once', () => {
  assert.equal(shown('a\nb\nc', 'a\nx\nc\nd'), ' a\n-b\n+x\n c\n+d');
  assert.equal(shown('same', 'same'), ' same');
});

test('diffLines restores both texts from its marks', () => {
  const before = 'epochs: 3\ncells:\n  - A\n  - B';
  const after = 'cells:\n  - B\n  - A\nepochs: 5';
  const lines = diffLines(before, after);
  const side = (skip: string) =>
    lines
      .filter(({ change }) => change !== skip)
      .map(({ text }) => text)
      .join('\n');
  assert.deepEqual([side('added'), side('removed')], [before, after]);
});
