import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { ElectronApplication, Page } from '@playwright/test';
import { NotebookWindow } from './models/notebook-window.ts';
import { expect, test } from './support/desktop-test.ts';
import { projectFolder } from './support/engine-process.ts';

/** Answers the question on closing with one of its buttons, and counts how often it was asked. */
async function answerQuestion(app: ElectronApplication, answer: number): Promise<() => Promise<number>> {
  await app.evaluate(({ dialog }, response) => {
    Reflect.set(globalThis, 'asked', 0);
    dialog.showMessageBox = async () => {
      Reflect.set(globalThis, 'asked', Number(Reflect.get(globalThis, 'asked')) + 1);
      return { response, checkboxChecked: false };
    };
  }, answer);
  return () => app.evaluate(() => Number(Reflect.get(globalThis, 'asked')));
}

const close = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

const isVisible = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

async function startTraining(page: Page): Promise<void> {
  const window = new NotebookWindow(page);
  await window.cell('ExampleGen').run();
  await window.cell('ExampleGen').expectState('running');
}

test('closing while a run goes on asks, and to stay keeps the window', async ({ desktop }) => {
  await startTraining(desktop.page);
  const asked = await answerQuestion(desktop.app, 3);
  await close(desktop.app);
  await expect.poll(asked).toBe(1);
  expect(await isVisible(desktop.app)).toBe(true);
  await answerQuestion(desktop.app, 2);
});

test('closing with nothing running asks nothing and ends the app', async ({ desktop }) => {
  await expect(desktop.page.getByRole('main', { name: 'Notebook' })).toBeVisible();
  const ended = new Promise((resolve) => desktop.app.process().once('exit', resolve));
  await close(desktop.app).catch(() => undefined);
  expect(await ended).toBe(0);
});

test('D14 a second start ends at once and shows the first window', async ({ desktop, userData }) => {
  await expect(desktop.page.getByRole('main', { name: 'Notebook' })).toBeVisible();
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  const electron: string = createRequire(import.meta.url)('electron');
  const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const second = spawn(electron, [...switches, `--user-data-dir=${userData}`, projectFolder], {
    stdio: 'ignore',
  });
  expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
  await expect.poll(() => isVisible(desktop.app)).toBe(true);
});
