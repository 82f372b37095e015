import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeCounts, orderedFiles, uploadBytes } from './plan-summary.ts';

const files = [
  { path: 'z.bin', sizeBytes: 100, change: 'unchanged' as const },
  { path: 'b.md', sizeBytes: 20, change: 'changed' as const },
  { path: 'a.md', sizeBytes: 3, change: 'added' as const },
  { path: 'old.pb', sizeBytes: 7, change: 'removed' as const },
];

test('changeCounts() and uploadBytes() tell what would travel', () => {
  assert.deepEqual(changeCounts(files), { added: 1, changed: 1, removed: 1, unchanged: 1 });
  assert.equal(uploadBytes(files), 23);
});

test('orderedFiles() lists changes before what stays', () => {
  assert.deepEqual(
    orderedFiles(files).map(({ path }) => path),
    ['a.md', 'b.md', 'old.pb', 'z.bin'],
  );
});
