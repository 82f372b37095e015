import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import type { NotebookWindow } from './models/notebook-window.ts';
import { type EngineProcess, projectFolder } from './support/engine-process.ts';
import { expect, test } from './support/test.ts';

/** A copy of the sample where the engine has never seen it, as if it came by mail. Returns the notebook's path. */
async function strangersNotebook(folder: string): Promise<string> {
  const place = path.join(folder, 'from-elsewhere');
  await cp(path.join(projectFolder, 'assets/samples'), place, { recursive: true });
  return path.join(place, 'pets.pipeline.yaml');
}

/** The sample that the app made for its user. */
const sampleFile = (folder: string) => path.join(folder, 'data/samples/pets.pipeline.yaml');

async function open(app: NotebookWindow, file: string): Promise<void> {
  await app.page.getByRole('button', { name: /^Open a notebook/ }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Open a notebook' });
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(path.dirname(file));
  await app.page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: path.basename(file) }).click();
  await expect(app.cell('ExampleGen').frame).toBeVisible();
}

test('D26 a notebook from elsewhere runs nothing until it is trusted', async ({ app, folder }) => {
  const { page } = app;
  await open(app, await strangersNotebook(folder));
  await expect(page.getByText(/came from elsewhere/)).toBeVisible();
  await app.cell('ExampleGen').run();
  await expect(app.cell('ExampleGen').frame).not.toHaveAttribute('data-state', 'running');
  await page.getByRole('button', { name: 'Trust this notebook' }).click();
  await expect(page.getByText(/came from elsewhere/)).toBeHidden();
  await app.cell('ExampleGen').run();
  await app.cell('ExampleGen').expectState('fresh');
});

test('X5 an edit by another program shows at once', async ({ app, folder }) => {
  await app.openSample();
  const file = sampleFile(folder);
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('value: 4', 'value: 9'));
  await expect(app.page.getByLabel('epochs', { exact: true })).toHaveValue('9');
});

test('X5 what both sides changed is compared line by line, and either can be kept', async ({
  app,
  folder,
  engine,
}) => {
  test.skip(process.platform === 'win32', 'Windows cannot halt a process');
  const { page } = app;
  await app.openSample();
  const file = sampleFile(folder);
  const epochs = page.getByLabel('epochs', { exact: true });
  const original = await readFile(file, 'utf8');
  const withEpochs = (count: number) => original.replace('value: 4', `value: ${count}`);
  const choose = async (here: number, onDisk: number, answer: string) => {
    await editOnBothSides(engine, epochs, { file, here, onDisk: withEpochs(onDisk) });
    await page.getByRole('button', { name: 'Compare and choose' }).click();
    const dialog = page.getByRole('dialog', { name: 'Which notebook to keep?' });
    await expect(dialog.getByText(`−     value: ${onDisk}`)).toBeInViewport();
    await expect(dialog.getByText(`+     value: ${here}`)).toBeInViewport();
    await dialog.getByRole('button', { name: answer }).click();
    await expect(page.getByText(/changed by another program/)).toBeHidden();
  };

  await choose(7, 9, 'Keep the file on disk');
  await expect(epochs).toHaveValue('9');
  expect(await readFile(file, 'utf8')).toBe(withEpochs(9));

  await choose(5, 8, 'Keep what is in this window');
  await expect(epochs).toHaveValue('5');
  await expect.poll(() => readFile(file, 'utf8')).toBe(withEpochs(5));
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(epochs).toHaveValue('8');
});

/** Changes the file while the engine is halted, so that an edit of the window meets it before it was seen. */
async function editOnBothSides(
  engine: EngineProcess,
  field: Locator,
  { file, here, onDisk }: { readonly file: string; readonly here: number; readonly onDisk: string },
): Promise<void> {
  engine.halt();
  await writeFile(file, onDisk);
  await field.fill(String(here));
  await field.blur();
  engine.proceed();
}

test('the notebook file stays small, commented and free of outputs', async ({ app, folder }) => {
  await app.openSample();
  const file = sampleFile(folder);
  const before = await readFile(file, 'utf8');
  await app.cell('ExampleGen').run();
  await app.cell('ExampleGen').expectState('fresh');
  expect(await readFile(file, 'utf8')).toBe(before);
  const epochs = app.page.getByLabel('epochs', { exact: true });
  await epochs.fill('6');
  await epochs.blur();
  await expect.poll(() => readFile(file, 'utf8')).toBe(before.replace('value: 4', 'value: 6'));
});

test('a folder of images becomes a notebook wired like the sample', async ({ app, folder }) => {
  const { page } = app;
  const images = path.join(folder, 'creatures');
  await cp(path.join(projectFolder, 'assets/samples/pets'), images, { recursive: true });
  await page.getByRole('button', { name: /^Open a folder of images/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Open a folder of images' });
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(images);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Open this folder' }).click();
  await expect(app.cell('ExampleGen').frame).toBeVisible();
  await app.cell('ExampleGen').run();
  await app.cell('ExampleGen').expectState('fresh');
});

test('signing in with a token that is none says so and keeps nothing', async ({ app }) => {
  const { page } = app;
  await app.command('Accounts');
  const form = page.getByRole('region', { name: 'Hugging Face' });
  await form.getByLabel('Access token').fill('not-a-token');
  await form.getByRole('button', { name: 'Sign in' }).click();
  await expect(form.getByRole('alert')).toBeVisible();
  await expect(form.getByText('Signed in')).toBeHidden();
});
