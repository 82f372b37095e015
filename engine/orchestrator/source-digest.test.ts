import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { StatCache } from '../base/stat-cache.ts';
import { digestSources } from './source-digest.ts';

const cache = new StatCache({ get: () => undefined, set: () => undefined, flush: () => undefined });
const { signal } = new AbortController();

async function dataIn(t: TestContext, name: string): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-'));
  t.after(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, name, 'images'), { recursive: true });
  await mkdir(join(folder, name, 'masks'));
  const files = ['images/a.jpg', 'images/b.jpg', 'masks/a.png'].map((path) => join(folder, name, path));
  await Promise.all(files.map((file, index) => writeFile(file, `content ${index}`)));
  return files;
}

test('K5 K2 the digest is the same wherever the data lies and in whatever order it is listed', async (t) => {
  const first = await dataIn(t, 'here');
  const second = await dataIn(t, 'somewhere else');
  const sources = await digestSources(first, { cache, signal });
  assert.deepEqual(await digestSources(second.toReversed(), { cache, signal }), sources);
});

test('K5 content, names and the set of files all count', async (t) => {
  const [a = '', b = '', c = ''] = await dataIn(t, 'data');
  const digestOf = async (...files: string[]) => (await digestSources(files, { cache, signal }))?.digest;
  const digests = [await digestOf(a, b, c), await digestOf(a, b)];
  await rename(b, `${b}.jpeg`);
  digests.push(await digestOf(a, `${b}.jpeg`, c));
  await writeFile(a, 'content X');
  digests.push(await digestOf(a, `${b}.jpeg`, c));
  assert.equal(new Set(digests).size, 4);
});

test('K5 progress is told after each file', async (t) => {
  const files = await dataIn(t, 'data');
  const told: number[] = [];
  await digestSources(files, { cache, signal, onProgress: ({ done }) => told.push(done) });
  assert.deepEqual(told, [1, 2, 3]);
});

test('a missing file is named, and an aborted digest stops', async (t) => {
  const [a = ''] = await dataIn(t, 'data');
  await assert.rejects(digestSources([`${a}x`], { cache, signal }), { code: 'missing-source' });
  await assert.rejects(digestSources([a], { cache, signal: AbortSignal.abort() }), { name: 'AbortError' });
});

test('a cell that reads no files has no digest', async () => {
  assert.equal(await digestSources([], { cache, signal }), null);
});
