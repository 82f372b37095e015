import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { NotebookWindow } from './models/notebook-window.ts';
import { type RunningApp, startElectron } from './support/electron-app.ts';
import { PageFaults } from './support/page-faults.ts';

const test = base.extend<{ readonly userData: string; readonly desktop: RunningApp }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a destructured first parameter
  userData: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'millrace-desktop-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  desktop: async ({ userData }, use) => {
    const running = await startElectron({ userData, parameters: ['--sample'] });
    await use(running);
    await running.app.close();
  },
});

test('the desktop app opens the sample, runs a step, and shows no fault', async ({ desktop }) => {
  const { page } = desktop;
  const faults = new PageFaults();
  await faults.watch(page);
  await page.reload();
  const window = new NotebookWindow(page);
  await window.cell('ExampleGen').run();
  await window.cell('ExampleGen').expectState('fresh');
  expect(faults.all).toEqual([]);
});

test('D1 the page has no way to Node, and sees exactly the documented bridge', async ({ desktop }) => {
  const seen = await desktop.page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in window),
    bridge: Object.keys(Reflect.get(window, 'millraceDesktop') as object).sort(),
  }));
  expect(seen).toEqual({
    node: [],
    bridge: [
      'chooseFolder',
      'chooseNotebook',
      'chooseSaveAs',
      'onCommand',
      'openExternal',
      'platform',
      'revealInFolder',
      'saveText',
    ],
  });
});

test('a menu item of the shell gives a command of the window', async ({ desktop }) => {
  const { app, page } = desktop;
  await expect(page.getByRole('main', { name: 'Notebook' })).toBeVisible();
  await app.evaluate(({ Menu, BrowserWindow }) => {
    const walk = (items: readonly Electron.MenuItem[]): Electron.MenuItem | undefined =>
      items
        .flatMap((item) => [item, ...(item.submenu?.items ?? [])])
        .find((item) => item.id === 'view.settings' || /^Settings/.test(item.label));
    walk(Menu.getApplicationMenu()?.items ?? [])?.click(undefined, BrowserWindow.getAllWindows()[0]);
  });
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
});

test('what was made and how the window looked are there at the next start', async ({ userData }) => {
  test.setTimeout(180_000);
  const first = await startElectron({ userData, parameters: ['--sample'] });
  const before = new NotebookWindow(first.page);
  await before.cell('ExampleGen').run();
  await before.cell('ExampleGen').expectState('fresh');
  await before.command('Theme: light');
  await first.app.close();
  const second = await startElectron({ userData, parameters: ['--sample'] });
  const after = new NotebookWindow(second.page);
  await after.cell('ExampleGen').expectState('fresh');
  await second.app.close();
});
