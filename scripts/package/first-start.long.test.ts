import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import Database from 'better-sqlite3';
import { canMount, PackagedApp, type Start } from './testing/packaged-app.ts';
import { usable } from './testing/window-texts.ts';

let app: PackagedApp;
let mountable = false;
before(async () => {
  app = await PackagedApp.make();
  mountable = await canMount();
});
after(() => app[Symbol.asyncDispose]());

const needsMounts = 'no mount namespaces here: unshare(1) is not allowed';
const patience = { timeout: 120_000 };
let nextPort = 39_230;

async function makeHome(name: string): Promise<string> {
  const home = path.join(app.folder, name);
  await mkdir(home);
  return home;
}

/** Starts the app, waits until it can be used, asks the page something, and ends the app. */
async function visit(start: Omit<Start, 'port'>, question: string): Promise<unknown> {
  await using running = app.start({ ...start, port: nextPort++ });
  using page = await running.page();
  await page.waitFor(usable, 60_000);
  return await page.evaluate(question);
}

const notebookName = `document.title`;

test('an empty home, with spaces and letters beyond ASCII, gets the sample', patience, async () => {
  const home = await makeHome('Zu Hause bei Jörg 家');
  assert.match(String(await visit({ home }, notebookName)), /pets/i);
  const samples = await readdir(path.join(home, '.local', 'share', 'millrace', 'samples'));
  assert.ok(samples.includes('pets.pipeline.yaml'));
});

test(
  'the origin, and with it the settings of the window, is the same at the next start',
  patience,
  async () => {
    const home = await makeHome('settings');
    const settings = JSON.stringify({ theme: 'contrast', ofANewerVersion: 7 });
    const keep = `localStorage.setItem('millrace.settings', '${settings}')`;
    await visit({ home }, `${keep}, new Promise((resolve) => setTimeout(resolve, 500))`);
    const kept = await visit(
      { home },
      `[localStorage.getItem('millrace.settings'), document.documentElement.dataset.theme]`,
    );
    assert.deepEqual(kept, [settings, 'contrast']);
  },
);

test(
  'an installation that may only be read runs, and nothing is written into it',
  patience,
  async (context) => {
    if (!mountable) return context.skip(needsMounts);
    const home = await makeHome('reader');
    const mounts = `mount --bind '${app.place}' '${app.place}'; mount -o remount,bind,ro '${app.place}'`;
    assert.match(String(await visit({ home, mounts }, notebookName)), /pets/i);
  },
);

test('a home on a full disk is said to be full', patience, async (context) => {
  if (!mountable) return context.skip(needsMounts);
  const home = await makeHome('full');
  const fill = `dd if=/dev/zero of='${home}/filler' bs=4096 2>/dev/null || true`;
  const mounts = `mount -t tmpfs -o size=2m none '${home}'; ${fill}`;
  await using running = app.start({ home, port: nextPort++, mounts });
  const end = performance.now() + 60_000;
  while (!running.errors.includes('The disk is full') && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 100));
  assert.match(running.errors, /The disk is full: ".*"\nFree space on it/);
});

test('two users of one machine work side by side', patience, async () => {
  const homes = [await makeHome('ada'), await makeHome('grace')];
  const [ada, grace] = homes.map((home) => app.start({ home: home ?? '', port: nextPort++ }));
  assert.ok(ada && grace);
  await using first = ada;
  await using second = grace;
  using firstPage = await first.page();
  using secondPage = await second.page();
  await firstPage.waitFor(usable, 60_000);
  await secondPage.waitFor(usable, 60_000);
  const origins = [await firstPage.evaluate('location.origin'), await secondPage.evaluate('location.origin')];
  assert.notEqual(origins[0], origins[1]);
});

test(
  'a home that an older version left keeps its history, its settings and its recent notebooks',
  patience,
  async () => {
    const home = await makeHome('older');
    await visit({ home }, '1');
    const data = path.join(home, '.local', 'share', 'millrace');
    const store = await findStore(data);
    makeOlder(store);
    const recent = path.join(data, 'recent.json');
    const notebook = path.join(data, 'samples', 'pets.pipeline.yaml');
    const notes = `${await readFile(notebook, 'utf8')}# a note of the user\n`;
    await writeFile(notebook, notes);
    assert.match(String(await visit({ home }, notebookName)), /pets/i);
    const database = new Database(store, { readonly: true });
    const salt = database.prepare("SELECT salt FROM millrace_salt WHERE cell = 'Trainer'").pluck().get();
    database.close();
    assert.equal(salt, 7);
    assert.equal(await readFile(notebook, 'utf8'), notes);
    assert.match(await readFile(recent, 'utf8'), /pets/);
  },
);

async function findStore(data: string): Promise<string> {
  const files = await readdir(data, { recursive: true });
  const store = files.find((file) => path.basename(file) === 'metadata.db');
  assert.ok(store);
  return path.join(data, store);
}

/** Takes from a store what version 2 of our tables did not have, and puts a mark of the user's into it. */
function makeOlder(store: string): void {
  const database = new Database(store);
  database.exec('DROP TABLE millrace_source_set; DROP TABLE millrace_byte_check');
  database.exec("INSERT OR REPLACE INTO millrace_salt VALUES ('pets', 'Trainer', 7)");
  database.exec('UPDATE millrace_environment SET schema_version = 2');
  database.close();
}
