import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../support/engine-process.ts';
import { expect, look, test } from './support/finished-sample.ts';

test('curves change their axis, are smoothed and drawn logarithmically', async ({ app }) => {
  const { page } = app;
  const frame = await look(app, 'Trainer');
  await app.cell('Trainer').tab('Training').click();
  const loss = frame.getByRole('img', { name: /^Loss: train now .*; validation now/ });
  await expect(loss).toBeVisible();
  await expect(loss.locator('canvas')).toBeVisible();
  await frame.getByText('Step', { exact: true }).click();
  await frame.getByRole('switch', { name: 'Log axis' }).click();
  await frame.getByRole('slider', { name: 'Smoothing' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(frame.getByText('0.01', { exact: true })).toBeVisible();
  await expect(frame.getByRole('img', { name: /^Learning rate/ })).toBeVisible();
});

test('sample predictions go through the epochs, and checkpoints are listed', async ({ app }) => {
  const { page } = app;
  const frame = await look(app, 'Trainer');
  await app.cell('Trainer').tab('Training').click();
  await app.cell('Trainer').tab('Sample predictions').click();
  await expect(frame.getByRole('img', { name: 'Prediction' }).first()).toBeVisible();
  await frame.getByRole('slider', { name: 'Epoch' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(frame.getByRole('slider', { name: 'Epoch' })).toHaveAttribute('aria-valuetext', '1');
  await app.cell('Trainer').tab('Checkpoints 2').click();
  await expect(frame.getByRole('table', { name: 'Checkpoints' }).getByText('best so far')).toBeVisible();
});

test('a model shows its blocks and signatures, and a dropped picture gives its mask', async ({ app }) => {
  const frame = await look(app, 'Trainer');
  await app.cell('Trainer').tab('Model').first().click();
  await frame.getByText('Conv1', { exact: true }).first().click();
  await expect(frame.getByRole('table', { name: 'Layers of Conv1' })).toContainText('BatchNormalization');
  await app.cell('Trainer').tab('Signatures').click();
  await expect(frame.getByRole('heading', { name: 'serving_default' })).toBeVisible();
  await app.cell('Trainer').tab('Try it').click();
  const notes = { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
  await frame.getByLabel(/Drop an image here/).setInputFiles(notes);
  await expect(frame.getByText('Cannot read "notes.png" as a picture', { exact: true })).toBeVisible();
  const pictures = path.join(projectFolder, 'assets/samples/pets/images');
  await frame
    .getByLabel(/Drop an image here/)
    .setInputFiles(path.join(pictures, (await firstFile(pictures)) ?? ''));
  await expect(frame.getByRole('img', { name: 'Predicted mask' })).toBeVisible({ timeout: 60_000 });
  await expect(frame.getByText(/in the model/)).toBeVisible();
});

test('an evaluation words its rules and opens the images of a confusion-matrix cell', async ({ app }) => {
  const { page } = app;
  const frame = await look(app, 'Evaluator');
  await expect(frame.getByRole('heading', { name: 'Blessed' })).toBeVisible();
  await expect(frame.getByRole('list', { name: 'Rules' })).toContainText('0.55');
  await expect(frame.getByRole('row', { name: /IoU · pet/ })).toBeVisible();
  await app.cell('Evaluator').tab('Confusion').click();
  await frame.getByRole('button', { name: /^pet predicted as border/ }).click();
  const images = frame.getByRole('region', { name: 'Images' });
  await expect(images.getByRole('img', { name: /^Candidate of record/ })).toBeVisible();
  const before = await images.getByRole('heading', { name: /^Record/ }).textContent();
  await images.getByRole('table', { name: 'Images' }).locator('xpath=..').focus();
  await page.keyboard.press('ArrowDown');
  await expect(images.getByRole('heading', { name: /^Record/ })).not.toHaveText(before ?? '');
});

test('images are listed worst first, and the lock keeps their zoom together', async ({ app }) => {
  const { page } = app;
  const frame = await look(app, 'Evaluator');
  await app.cell('Evaluator').tab('Images').click();
  const values = frame.getByRole('table', { name: 'Images' }).locator('tbody td:nth-child(2)');
  await expect(values.first()).toHaveText(/^0\.\d/);
  const shown = (await values.allTextContents()).map(Number).filter((value) => value > 0);
  expect(shown).toEqual([...shown].sort((a, b) => a - b));
  const label = frame.getByRole('img', { name: /^Label of record/ });
  const before = await frame.getByRole('img', { name: /^Candidate of record/ }).screenshot();
  await label.dblclick();
  await expect
    .poll(async () =>
      (await frame.getByRole('img', { name: /^Candidate of record/ }).screenshot()).equals(before),
    )
    .toBe(false);
  await page.keyboard.press('z');
  await frame.getByRole('switch', { name: 'Show errors' }).click();
});

async function firstFile(folder: string): Promise<string | undefined> {
  return (await readdir(folder)).sort()[0];
}
