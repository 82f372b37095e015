import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SourceFile } from '../metadata/source-set-table.ts';
import { sourceReason } from './source-reason.ts';

const files = (...names: readonly string[]): SourceFile[] => names.map((name) => [name, 1, 'sha256-a']);

test('S1 a change of source files names the first of each kind and counts the rest', () => {
  const before = files('a.jpg', 'b.jpg', 'c.jpg', 'd.jpg');
  const now: SourceFile[] = [...files('b.jpg', 'e.jpg', 'f.jpg', 'g.jpg'), ['c.jpg', 2, 'sha256-b']];
  assert.deepEqual(sourceReason(before, now), {
    message: 'The source files changed: `c.jpg` changed; `e.jpg` and 2 more new; `a.jpg` and 1 more gone',
  });
});

test('S1 a change of source files is told plainly where one of the sets was not kept', () => {
  assert.deepEqual(sourceReason(undefined, files('a.jpg')), { message: 'The source files changed' });
  assert.deepEqual(sourceReason(files('a.jpg'), undefined), { message: 'The source files changed' });
});
