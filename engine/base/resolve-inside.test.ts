import assert from 'node:assert/strict';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { PathError, resolveInside } from './resolve-inside.ts';

async function root(t: TestContext): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'millrace-')));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, 'root', 'sub'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  return join(folder, 'root');
}

test('D8 resolveInside() refuses every way out of the folder', async (t) => {
  const base = await root(t);
  await symlink('..', join(base, 'up'));
  await symlink('/etc', join(base, 'sub', 'etc'));
  const hostile = [
    '',
    '..',
    '../secret.txt',
    'sub/../../secret.txt',
    'sub\\..\\..\\secret.txt',
    '/etc/passwd',
    '\\\\server\\share',
    'C:\\Windows',
    'c:file',
    'a\0b',
    'up/secret.txt',
    'sub/etc/passwd',
    'sub/etc/new-file',
  ];
  for (const path of hostile) {
    assert.throws(() => resolveInside(base, path), PathError, path);
  }
});

test('resolveInside() gives the absolute path of what stays inside, whether it exists or not', async (t) => {
  const base = await root(t);
  const harmless = ['sub', 'sub/new/file.txt', './sub', '..hidden', 'a..b', '%2e%2e/x'];
  assert.deepEqual(
    harmless.map((path) => resolveInside(base, path)),
    harmless.map((path) => join(base, path)),
  );
});
