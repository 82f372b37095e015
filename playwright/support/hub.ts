import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { HubDouble } from '../../engine/destinations/hub/testing/hub-double.ts';
import { pointToHub } from '../../engine/destinations/hub/testing/hub-endpoint.ts';
import { canaryToken, startTestHub } from '../../engine/destinations/hub/testing/test-connection.ts';
import type { NotebookWindow } from '../models/notebook-window.ts';
import { test as base, expect } from './test.ts';

/** Tests with a double of the Hub, which everything started after it takes for the Hub. */
export const test = base.extend<{ readonly hub: HubDouble }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a destructured first parameter
  hub: async ({}, use) => {
    const hub = await startTestHub();
    const endpoint = pointToHub(hub.url);
    await use(hub);
    endpoint[Symbol.dispose]();
    await hub[Symbol.asyncDispose]();
  },
});

/** Signs in with the token that must be found nowhere afterwards. */
export async function signIn(app: NotebookWindow): Promise<void> {
  await app.command('Accounts');
  const form = app.page.getByRole('region', { name: 'Hugging Face' });
  await form.getByLabel('Access token').fill(canaryToken);
  await form.getByRole('button', { name: 'Sign in' }).click();
  await expect(form.getByText('ends in 1234')).toBeVisible();
  await app.page.keyboard.press('Escape');
}

/** Runs a push cell and says yes to the question before it. */
export async function pushFrom(app: NotebookWindow, cell: string): Promise<void> {
  await app.cell(cell).run();
  const dialog = app.page.getByRole('alertdialog').or(app.page.getByRole('dialog'));
  await dialog.getByRole('button', { name: /^(?:Run and push|Push)$/ }).press('Enter');
}

/** Gives a static Space a picture and reads the class of each pixel from its mask. */
export async function segmentIn(page: Page, picture: Buffer): Promise<readonly number[]> {
  await expect(page.getByText('Ready')).toBeVisible({ timeout: 60_000 });
  await page.locator('#file').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: picture });
  await expect(page.locator('#result')).toBeVisible({ timeout: 60_000 });
  const reds = await page.locator('#mask').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return Array.from({ length: data.length / 4 }, (_, index) => data[index * 4]);
  });
  return reds.map((red) => [0, 38, 255].indexOf(red ?? -1));
}

/** Files below a folder that hold a text anywhere. */
export async function filesHolding(folder: string, text: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  const files = names.map((name) => path.join(folder, name));
  const found: string[] = [];
  for (const file of files) {
    if ((await stat(file)).isFile() && (await readFile(file)).includes(text)) {
      found.push(file);
    }
  }
  return found;
}
