import assert from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { listPackage } from '@electron/asar';
import { projectRoot } from '../lib/project.ts';
import { findWrongFuses } from './fuses.ts';
import { isWithinBudget, wordSizes } from './size-report.ts';
import { canMount, hideRepository, PackagedApp } from './testing/packaged-app.ts';
import { mappedFiles, memoryMebibytes, processTree } from './testing/process-tree.ts';
import { button, outlineOf, usable } from './testing/window-texts.ts';

let app: PackagedApp;
before(async () => {
  app = await PackagedApp.make();
});
after(() => app[Symbol.asyncDispose]());

test('D9 the fuses of the package stand as they must', async () => {
  assert.deepEqual(await findWrongFuses(app.binary), []);
});

test('the archive holds main and its preload script and nothing else', () => {
  const files = listPackage(path.join(app.resources, 'app.asar'), { isPack: false });
  assert.deepEqual([...files].sort(), [
    '/dist',
    '/dist/main',
    '/dist/main/main.cjs',
    '/dist/main/preload.cjs',
    '/package.json',
  ]);
});

test('the package holds no tests, no sources and no maps', async () => {
  const files = await readdir(app.resources, { recursive: true });
  const foreign = files.filter(
    (file) => file.endsWith('.map') || (file.startsWith('engine/') && /\.test\.|\.ts$/.test(file)),
  );
  assert.deepEqual(foreign, []);
});

test('the package keeps to its budget', async (context) => {
  const sizes = await app.sizes();
  context.diagnostic(`what takes the room:\n${wordSizes(sizes)}`);
  assert.ok(isWithinBudget(sizes));
});

test('the moved package runs the sample to a pushed model, from nothing but itself', {
  timeout: 1_200_000,
}, async (context) => {
  const home = path.join(app.folder, 'Zuhause ä');
  await mkdir(home);
  const hidden = await canMount();
  if (!hidden)
    context.diagnostic('no mount namespaces here: the repository is in view, what is mapped is looked at');
  const started = performance.now();
  await using running = app.start({ home, port: 39_222, ...(hidden ? { mounts: hideRepository } : {}) });
  using page = await running.page();
  await page.waitFor(usable, 60_000);
  context.diagnostic(`usable after ${Math.round(performance.now() - started)} ms`);
  const pids = await processTree(running.pid);
  context.diagnostic(
    `${Math.round(await memoryMebibytes(pids))} MiB (PSS) in ${pids.length} processes before a worker`,
  );
  await page.evaluate(`${button('Run all')}.click()`);
  await page.waitFor(`Boolean(${button('Run and push')})`, 20_000);
  await page.evaluate(`${button('Run and push')}.click()`);
  await page.waitFor(`${outlineOf('Pusher')}.includes('Fresh')`, 1_080_000);
  for (const pid of await processTree(running.pid)) {
    const foreign = (await mappedFiles(pid)).filter((file) => file.startsWith(projectRoot));
    assert.deepEqual(foreign, []);
  }
  const pushed = (await readdir(home, { recursive: true })).filter((file) =>
    /pushed.*saved_model\.pb$/.test(file),
  );
  assert.equal(pushed.length, 1);
});
