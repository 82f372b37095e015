import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { listFiles } from './list-files.ts';

test('listFiles() gives regular files by relative path in composed form, in the same order anywhere', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-'));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'b'));
  await writeFile(join(folder, 'b', 'x'), '12');
  await writeFile(join(folder, 'Z'), '1');
  await writeFile(join(folder, 'cafe\u0301'), '');
  const files = await listFiles(folder);
  assert.deepEqual(
    files.map(({ path, sizeBytes }) => [path, sizeBytes]),
    [
      ['Z', 1],
      ['b/x', 2],
      ['caf\u00e9', 0],
    ],
  );
});
