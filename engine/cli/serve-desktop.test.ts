import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { EngineToMain } from '../contract/desktop.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'millrace-desktop-'));
  await writeFile(path.join(folder, 'index.html'), '<meta name="first-screen" content="__FIRST_SCREEN__" />');
});
after(() => rm(folder, { recursive: true, force: true }));

interface Desktop {
  readonly messages: readonly EngineToMain[];
  /** The page of the window that came as soon as it could. */
  readonly page: string;
  readonly status: number;
}

/**
 * Starts the engine as Electron's main process does, opens a page at once, and ends the engine when `last` was told. A page
 * of an engine that ends by itself may or may not come.
 */
async function serve(
  parameters: readonly string[],
  last: EngineToMain['type'],
  load = openPage,
): Promise<Desktop> {
  const child = fork(path.join(import.meta.dirname, 'main.ts'), ['serve', '--desktop', ...parameters], {
    env: { ...process.env, MILLRACE_DATA_HOME: path.join(folder, 'data'), MILLRACE_RENDERER: folder },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const messages: EngineToMain[] = [];
  let page: Promise<string> = Promise.resolve('');
  child.on('message', (message: EngineToMain) => {
    messages.push(message);
    if (message.type === 'ready') page = load(message.url);
    if (message.type === last) child.send({ type: 'shutdown', when: 'now' }, () => undefined);
  });
  const [status] = (await once(child, 'exit')) as [number];
  return { messages, page: await page, status };
}

async function openPage(url: string): Promise<string> {
  const welcome = await fetch(url, { redirect: 'manual' });
  const cookie = welcome.headers.get('set-cookie')?.split(';')[0] ?? '';
  const answer = await fetch(new URL('/', url), { headers: { cookie } });
  return answer.text();
}

test('a window may load its page before the notebook is open, and is told that one is coming', {
  timeout: 60_000,
}, async () => {
  const { messages, page, status } = await serve(['--sample'], 'notebook');
  // At its end the engine closes the notebook, and tells that too.
  assert.deepEqual(
    messages.map(({ type }) => type),
    ['ready', 'notebook', 'notebook'],
  );
  assert.match(page, /<meta name="first-screen" content="workbench" \/>/);
  assert.equal(status, 0);
});

test('a notebook that cannot be opened is told to main, and the engine ends', {
  timeout: 60_000,
}, async () => {
  const notebook = path.join(folder, 'damaged.pipeline.yaml');
  await writeFile(notebook, 'millrace: [1\n');
  const { messages, status } = await serve([notebook], 'cannot-start', async () => '');
  assert.deepEqual(
    messages.map(({ type }) => type),
    ['ready', 'cannot-start'],
  );
  assert.equal(status, 1);
});
