import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { NotebookWindow } from './models/notebook-window.ts';
import { EngineProcess } from './support/engine-process.ts';
import { writeTableNotebook } from './support/table-notebook.ts';
import { expect, test } from './support/test.ts';

test('D6 every document carries a policy without unsafe sources, and an injected script does not run', async ({
  page,
  engine,
}) => {
  const response = await page.goto(engine.url);
  const policy = response?.headers()['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe-(inline|eval|hashes)/);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.head.append(script);
  });
  expect(await page.evaluate(() => Reflect.get(window, 'injected'))).toBeUndefined();
});

test('the engine refuses who does not know its token', async ({ page, engine }) => {
  const { origin } = new URL(engine.url);
  expect((await page.goto(origin))?.status()).toBe(401);
  expect((await page.goto(`${origin}/?token=guessed`))?.status()).toBe(401);
});

test('D7 names and texts made to be read as HTML stay text', async ({ app }) => {
  const { page } = app;
  await app.openSample();
  await app.cell('StatisticsGen').choose('Rename');
  await page.getByRole('textbox', { name: 'Name of the cell' }).fill('<img src=x onerror=alert(1)>');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible();
  await expect(page.locator('img[src="x"]')).toHaveCount(0);
});

test('D8 no address leads out of what the engine serves', async ({ app, engine }) => {
  await app.openSample();
  await app.cell('ExampleGen').run();
  await app.cell('ExampleGen').expectState('fresh');
  const { origin } = new URL(engine.url);
  const ways = [
    '..%2f..%2f..%2fpets.pipeline.yaml',
    '%252e%252e/metadata.db',
    '..%5c..%5cmetadata.db',
    'C:/',
    'a%00b',
  ];
  const addresses = ['/', '/artifact/1/file/', '/assets/'].flatMap((start) => ways.map((way) => start + way));
  // The cookie of the window opens the door; so it is the address that is refused.
  expect((await app.page.request.get(`${origin}/`)).ok()).toBe(true);
  for (const address of addresses) {
    const answer = await app.page.request.get(origin + address);
    expect(answer.ok(), address).toBe(false);
  }
});

test('D21 the window asks nobody but its engine, and an engine that runs a step asks nobody', async ({
  page,
  folder,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).hostname));
  const connected = path.join(folder, 'connected.txt');
  const engine = await EngineProcess.start({
    dataHome: path.join(folder, 'quiet'),
    notebook: await writeTableNotebook(folder),
    nodeOptions: `--import=${recordConnections(connected)}`,
  });
  try {
    await page.goto(engine.url);
    const app = new NotebookWindow(page);
    await page.getByRole('button', { name: 'Run all' }).press('Enter');
    await app.cell('Check').expectState('fresh');
  } finally {
    await engine.stop();
  }
  expect([...new Set(asked)]).toEqual(['127.0.0.1']);
  expect(await readFile(connected, 'utf8')).toBe('watching\n');
});

/** A module that writes down each host that a process connects to. */
function recordConnections(file: string): string {
  const source = `import { appendFileSync } from 'node:fs';
    import { Socket } from 'node:net';
    const say = (line) => appendFileSync(${JSON.stringify(file)}, line + '\\n');
    say('watching');
    const connect = Socket.prototype.connect;
    Socket.prototype.connect = function (...to) {
      const [first] = to.flat();
      if (first?.host ?? first?.port) say(String(first.host ?? 'localhost') + ':' + first.port);
      return connect.apply(this, to);
    };`;
  return `data:text/javascript,${encodeURIComponent(source)}`;
}
