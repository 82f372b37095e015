import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { listPackage } from '@electron/asar';
import { projectRoot } from '../lib/project.ts';
import { findWrongFuses } from './fuses.ts';
import { type Packaged, packageApp } from './package-app.ts';
import { folderBytes } from './size-report.ts';
import { PageSession } from './testing/page-session.ts';
import { mappedFiles, memoryMegabytes, processTree } from './testing/process-tree.ts';

const debuggingPort = 39_222;

let folder = '';
let app = '';
let packaged: Packaged;
let display: ChildProcess;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-package-'));
  packaged = await packageApp({ installers: false, publish: false });
  app = path.join(folder, 'Eigene Prögramme', 'Millrace');
  await mkdir(path.dirname(app), { recursive: true });
  await rename(packaged.folder, app);
  display = spawn('Xvfb', [':97', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'], { stdio: 'ignore' });
});

after(async () => {
  display.kill();
  await rm(folder, { recursive: true });
});

/** Starts the moved app with an empty environment but for a home and a display. */
function start(home: string): ChildProcess {
  const switches = ['--no-sandbox', '--disable-gpu', `--remote-debugging-port=${debuggingPort}`, '--sample'];
  return spawn(path.join(app, 'millrace'), switches, {
    cwd: '/',
    env: { HOME: home, DISPLAY: ':97', PATH: '' },
    stdio: 'ignore',
  });
}

const button = (name: string) =>
  `[...document.querySelectorAll('button')].find((each) => each.textContent.trim().startsWith('${name}'))`;

test('D9 the fuses of the package stand as they must', async () => {
  assert.deepEqual(await findWrongFuses(path.join(app, 'millrace')), []);
});

test('the archive holds main and its preload script and nothing else', () => {
  const files = listPackage(path.join(app, 'resources', 'app.asar'), { isPack: false });
  assert.deepEqual([...files].sort(), [
    '/dist',
    '/dist/main',
    '/dist/main/main.cjs',
    '/dist/main/preload.cjs',
    '/package.json',
  ]);
});

test('the package holds no tests, no sources and no maps', async () => {
  const files = await readdir(path.join(app, 'resources'), { recursive: true });
  const engine = files.filter((file) => file.startsWith('engine/'));
  assert.deepEqual(
    engine.filter((file) => /\.test\.|\.map$|\.ts$/.test(file)),
    [],
  );
  assert.deepEqual(
    files.filter((file) => file.endsWith('.map')),
    [],
  );
});

test('the unpacked package keeps to its size', async () => {
  const megabytes = (await folderBytes(app)) / 1e6;
  console.log(packaged.report);
  assert.ok(megabytes < 1250, `${megabytes} MB`);
});

test('the moved package runs the sample to a pushed model, from nothing but itself', {
  timeout: 900_000,
}, async () => {
  const home = path.join(folder, 'Zuhause ä');
  await mkdir(home);
  const started = performance.now();
  const process = start(home);
  const ended = once(process, 'exit');
  try {
    using page = await PageSession.open(debuggingPort);
    await page.waitFor(`Boolean(${button('Run stale')} ?? ${button('Run all')})`, 60_000);
    console.log(`usable after ${Math.round(performance.now() - started)} ms`);
    const pids = await processTree(process.pid ?? 0);
    console.log(
      `${Math.round(await memoryMegabytes(pids))} MB in ${pids.length} processes before a worker starts`,
    );
    await page.evaluate(`${button('Run all')}.click()`);
    await page.waitFor(`Boolean(${button('Run and push')})`, 10_000);
    await page.evaluate(`${button('Run and push')}.click()`);
    await page.waitFor(`${outlineOf('Pusher')}.includes('Fresh')`, 840_000);
    for (const pid of await processTree(process.pid ?? 0)) {
      const foreign = (await mappedFiles(pid)).filter((file) => file.startsWith(projectRoot));
      assert.deepEqual(foreign, []);
    }
  } finally {
    process.kill('SIGTERM');
    await ended;
  }
  const pushed = (await readdir(home, { recursive: true })).filter((file) =>
    /pushed.*saved_model\.pb$/.test(file),
  );
  assert.equal(pushed.length, 1);
});

/** The text of a cell's row in the outline: its name and its state in words. */
function outlineOf(cell: string): string {
  const rows = `[...document.querySelectorAll('nav[aria-label=Cells] button')].map((each) => each.textContent)`;
  return `(${rows}.find((text) => text.startsWith('${cell}')) ?? '')`;
}
