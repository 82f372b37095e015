import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { writeFileAtomic } from './write-file-atomic.ts';

async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'millrace-'));
  t.after(() => rm(path, { recursive: true }));
  return path;
}

test('X5 writeFileAtomic() replaces the content and leaves no temporary file', async (t) => {
  const base = await folder(t);
  const path = join(base, 'notebook.yaml');
  await writeFile(path, 'before');
  await writeFileAtomic(path, 'after');
  assert.equal(await readFile(path, 'utf8'), 'after');
  assert.deepEqual(await readdir(base), ['notebook.yaml']);
});

test('X5 a write that fails leaves the old content and no temporary file', async (t) => {
  const base = await folder(t);
  await mkdir(join(base, 'taken'));
  await writeFile(join(base, 'taken', 'kept.txt'), 'kept');
  await assert.rejects(writeFileAtomic(join(base, 'taken'), 'x'));
  assert.deepEqual((await readdir(base, { recursive: true })).sort(), ['taken', 'taken/kept.txt']);
});
