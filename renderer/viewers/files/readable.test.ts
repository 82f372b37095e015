import assert from 'node:assert/strict';
import { test } from 'node:test';
import { artifactFile } from './artifact-file.ts';
import { isReadable } from './readable.ts';

test('isReadable() takes short text only', () => {
  const files = [
    { path: 'Split-train/anomalies.pbtxt', sizeBytes: 10 },
    { path: 'BLESSED', sizeBytes: 0 },
    { path: 'huge.json', sizeBytes: 1e9 },
    { path: 'saved_model.pb', sizeBytes: 10 },
  ];
  assert.deepEqual(files.map(isReadable), [true, false, false, false]);
});

test('artifactFile() keeps folders and escapes the rest', () => {
  assert.equal(artifactFile(7, 'a b/ü#?.json'), '/artifact/7/file/a%20b/%C3%BC%23%3F.json');
});
