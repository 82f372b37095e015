import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, look, test } from './support/finished-sample.ts';

test('statistics stand side by side, are sorted by distance and narrowed by a search', async ({ app }) => {
  const frame = await look(app, 'StatisticsGen');
  const table = frame.getByRole('table', { name: /Numeric features/ });
  await expect(table.getByRole('row', { name: /image_shape/ })).toContainText('186');
  await expect(
    table.getByRole('img', { name: /Values of image: train peaks at .*; eval peaks at/ }),
  ).toBeVisible();
  await table.getByRole('button', { name: 'Distance' }).click();
  await expect(table.getByRole('columnheader', { name: 'Distance' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await frame.getByRole('searchbox', { name: 'Search features' }).fill('label shape');
  await expect(frame.getByText('1 of 4 features')).toBeVisible();
});

test('flags lead to what is worth a look', async ({ app }) => {
  const frame = await look(app, 'StatisticsGen');
  await frame.getByRole('switch', { name: 'Flagged only' }).click();
  await expect(frame.getByText('never changes')).toBeVisible();
  await frame.getByText('Quantiles', { exact: true }).click();
  await expect(frame.getByRole('img', { name: /Quantiles of label/ }).first()).toBeVisible();
});

test('a schema is edited in its table, compared, and saved beside the notebook', async ({ app }) => {
  const { page } = app;
  const frame = await look(app, 'SchemaGen');
  await frame.getByRole('button', { name: 'Edit label', exact: true }).click();
  const form = frame.getByRole('form', { name: 'Feature label' });
  await form.getByRole('textbox', { name: 'Domain' }).fill('5 to 1');
  await form.getByRole('button', { name: 'Apply' }).click();
  await expect(form.getByText('The lower limit is above the upper one')).toBeVisible();
  await form.getByRole('textbox', { name: 'Domain' }).fill('0 to 2');
  await form.getByRole('textbox', { name: 'Not in environments' }).fill('SERVING');
  await form.getByRole('button', { name: 'Apply' }).click();
  await expect(frame.getByRole('row', { name: /label changed/ })).toContainText('0 to 2');
  await frame.getByText('Changes', { exact: true }).click();
  await expect(frame.getByRole('table', { name: 'Changes of the schema' })).toContainText('label');
  await frame.getByText('Text', { exact: true }).click();
  await expect(frame.getByRole('textbox', { name: 'Schema as text proto' })).toHaveValue(
    /not_in_environment: "SERVING"/,
  );
  await frame.getByRole('button', { name: 'Save as…' }).click();
  await page.getByRole('dialog').getByLabel('File').fill('mine.pbtxt');
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();
  await expect(app.toast('Saved mine.pbtxt')).toBeVisible();
  await page.getByRole('button', { name: 'Use it in this notebook' }).click();
  await expect(app.cell('CuratedSchema').frame).toBeVisible();
});

test('an anomaly shows its records and is fixed with one press', async ({ app }) => {
  const frame = await look(app, 'ExampleValidator');
  await expect(frame.getByRole('heading', { name: 'image', exact: true })).toBeVisible();
  await frame
    .getByRole('button', { name: /^Show these/ })
    .first()
    .click();
  await expect(frame.getByRole('listbox')).toBeVisible();
  await frame.getByRole('article').getByRole('button').nth(1).click();
  await expect(app.toast('Saved schema.pbtxt')).toBeVisible();
  await app.cell('ImportSchemaGen').expectState('stale');
});

test('preprocessing is shown before and after on records of one’s choice', async ({ app }) => {
  const frame = await look(app, 'Transform');
  const first = frame.getByRole('article', { name: 'Record 0' });
  await expect(first.getByText('image_xf', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(first.getByRole('img', { name: 'image before' })).toBeVisible();
  await frame.getByRole('button', { name: 'Other records' }).click();
  await expect(first).toBeHidden({ timeout: 30_000 });
});

test('files that were deleted by hand are told, and a run makes them anew', async ({ app, folder }) => {
  await rm(path.join(folder, 'work/pets.millrace/ExampleGen'), { recursive: true });
  await app.page.reload();
  const frame = await look(app, 'ExampleGen');
  await expect(frame.getByRole('alert')).toContainText('The files are gone');
  await frame.getByRole('button', { name: 'Run ExampleGen', exact: true }).last().click();
  await expect(frame.getByRole('listbox', { name: '186 pictures of train' })).toBeVisible({
    timeout: 60_000,
  });
});
