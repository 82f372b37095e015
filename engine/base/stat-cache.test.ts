import assert from 'node:assert/strict';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { digestOf } from './digest.ts';
import { type DigestStore, type KnownDigest, StatCache } from './stat-cache.ts';

class MapStore implements DigestStore {
  readonly entries = new Map<string, KnownDigest>();
  reads = 0;

  get(path: string): KnownDigest | undefined {
    this.reads += 1;
    return this.entries.get(path);
  }

  set(path: string, known: KnownDigest): void {
    this.entries.set(path, known);
  }

  flush(): void {}
}

async function fileIn(t: TestContext, content: string, ageSeconds: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'data.bin');
  await writeFile(path, content);
  await setAge(path, ageSeconds);
  return path;
}

function setAge(path: string, seconds: number): Promise<void> {
  const time = Date.now() / 1000 - seconds;
  return utimes(path, time, time);
}

test('K4 an unchanged file is not read again', async (t) => {
  const path = await fileIn(t, 'one', 60);
  const store = new MapStore();
  const cache = new StatCache(store);
  const first = await cache.digest(path);
  store.entries.set(path, { ...first, digest: digestOf('planted') });
  assert.equal((await cache.digest(path)).digest, digestOf('planted'));
});

test('K4 a change of the content with another size, time or inode is found', async (t) => {
  const path = await fileIn(t, 'one', 60);
  const cache = new StatCache(new MapStore());
  await cache.digest(path);
  await writeFile(path, 'two');
  await setAge(path, 30);
  assert.equal((await cache.digest(path)).digest, digestOf('two'));
});

test('K4 a file written less than two seconds ago is never remembered', async (t) => {
  const path = await fileIn(t, 'one', 0);
  const store = new MapStore();
  await new StatCache(store).digest(path);
  assert.equal(store.entries.size, 0);
});

test('K4 a same-size change within one tick of the clock is found, because the racy file was not remembered', async (t) => {
  const path = await fileIn(t, 'one', 1);
  const cache = new StatCache(new MapStore());
  await cache.digest(path);
  const before = (await cache.digest(path)).mtimeNs;
  await writeFile(path, 'two');
  await utimes(path, Number(before) / 1e9, Number(before) / 1e9);
  assert.equal((await cache.digest(path)).digest, digestOf('two'));
});

test('K4 verifying ignores the cache', async (t) => {
  const path = await fileIn(t, 'one', 60);
  const store = new MapStore();
  const cache = new StatCache(store);
  store.entries.set(path, { ...(await cache.digest(path)), digest: digestOf('planted') });
  assert.equal((await cache.digest(path, { verify: true })).digest, digestOf('one'));
});
