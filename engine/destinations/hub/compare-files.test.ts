import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareFiles } from './compare-files.ts';
import type { LocalFile } from './local-file.ts';
import type { RemoteFile } from './remote-files.ts';

test('compareFiles() tells contents apart by git id, or by SHA-256 for large files, and leaves foreign files alone', () => {
  const changes = compareFiles({
    local: [
      local('same', 'g1', 's1'),
      local('large', 'g2', 's2'),
      local('other', 'g3', 's3'),
      local('new', 'g4', 's4'),
    ],
    remote: new Map([
      remote('same', 'g1', null),
      remote('large', 'pointer', 's2'),
      remote('other', 'old', null),
      remote('ours', 'x', null),
      remote('theirs', 'x', null),
    ]),
    managed: new Set(['ours', 'same']),
  });
  const paths = (files: readonly { readonly path: string }[]) => files.map((file) => file.path);
  assert.deepEqual(
    [paths(changes.added), paths(changes.changed), paths(changes.unchanged), paths(changes.removed)],
    [['new'], ['other'], ['same', 'large'], ['ours']],
  );
});

function local(path: string, gitId: string, sha256: string): LocalFile {
  return { path, content: { text: '' }, sizeBytes: 1, gitId, sha256 };
}

function remote(path: string, gitId: string, sha256: string | null): [string, RemoteFile] {
  return [path, { path, sizeBytes: 1, gitId, sha256 }];
}
