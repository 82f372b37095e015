import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from './support/desktop-test.ts';

/** Replaces the system's browser with a list of what it was asked to open. */
async function recordExternal(app: ElectronApplication): Promise<() => Promise<readonly string[]>> {
  await app.evaluate(({ shell, dialog }) => {
    const opened: string[] = [];
    Reflect.set(globalThis, 'opened', opened);
    shell.openExternal = async (url) => void opened.push(url);
    dialog.showMessageBox = async () => ({ response: 1, checkboxChecked: false });
  });
  return () => app.evaluate(() => Reflect.get(globalThis, 'opened') as string[]);
}

/** Puts a link into the page and clicks it as a user would. */
async function clickLink(page: Page, href: string, target: string): Promise<void> {
  await page.evaluate(
    ([address, where]) => {
      const link = document.createElement('a');
      link.href = address ?? '';
      link.target = where ?? '';
      document.body.append(link);
      link.click();
      link.remove();
    },
    [href, target],
  );
}

test('D3 no link, new window or redirect takes the window away from the engine', async ({ desktop }) => {
  const { app, page } = desktop;
  await recordExternal(app);
  const foreign = createServer((_request, response) => response.end('<title>foreign</title>'));
  await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`;
  const home = new URL(page.url()).origin;
  try {
    for (const target of ['', '_blank', '_top']) await clickLink(page, address, target);
    await clickLink(page, 'file:///etc/passwd', '');
    await page.evaluate((url) => void window.open(url), address);
    await expect.poll(() => new URL(page.url()).origin).toBe(home);
    expect(app.windows()).toHaveLength(1);
  } finally {
    foreign.close();
  }
});

test('D4 a link to a known host opens in the browser, to an unknown one after a question', async ({
  desktop,
}) => {
  const { app, page } = desktop;
  const opened = await recordExternal(app);
  await clickLink(page, 'https://huggingface.co/docs', '_blank');
  await clickLink(page, 'https://unknown.example/', '_blank');
  await clickLink(page, 'smb://share/secret', '_blank');
  await expect.poll(opened).toEqual(['https://huggingface.co/docs']);
});

test('D5 the page has no permission but to copy', async ({ desktop }) => {
  const states = await desktop.page.evaluate(async () => {
    const names = ['geolocation', 'camera', 'microphone', 'notifications', 'clipboard-read'];
    const found = await Promise.all(
      names.map((name) => navigator.permissions.query({ name: name as PermissionName })),
    );
    return found.map(({ state }) => state);
  });
  expect(states).not.toContain('granted');
});

test('D2 a call with another form than the contract is refused, and the log says so', async ({
  desktop,
  userData,
}) => {
  const refusal = await desktop.page.evaluate(async () => {
    const bridge = Reflect.get(window, 'millraceDesktop') as {
      chooseSaveAs(name: unknown): Promise<unknown>;
    };
    return bridge.chooseSaveAs({ toString: 'x' }).catch((error: Error) => error.message);
  });
  expect(refusal).toContain('Refused');
  const log = await readFile(path.join(userData, 'logs', 'engine.log'), 'utf8');
  expect(log).toMatch(/Refused a call on millrace:call from http:\/\/127\.0\.0\.1:\d+\/: .*another form/);
});
