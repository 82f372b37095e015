import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import axe from 'axe-core';
import type { CellModel } from '../models/cell-model.ts';
import { EngineProcess } from '../support/engine-process.ts';
import { writePictureNotebook } from '../support/picture-notebook.ts';
import { test as base, expect } from '../support/test.ts';

const test = base.extend({
  engine: async ({ folder }, use) => {
    const notebook = await writePictureNotebook(folder);
    const engine = await EngineProcess.start({ dataHome: path.join(folder, 'data'), notebook });
    await use(engine);
    await engine.stop();
  },
});

test('pictures are grouped by a field, with filter and order, and groups are folded by key', async ({
  app,
}) => {
  const { page } = app;
  const cell = await ranCell(app.cell('Data'));
  await groupBy(cell, 'breed');
  const headings = cell.getByRole('region', { name: 'Groups by breed' }).getByRole('button');
  await expect(headings).toHaveText([/^pug120/, /^beagle60/, /^missing60/]);
  await expect(headings.first()).toHaveAccessibleName('pug 120 records 50.0 %');

  const grid = cell.getByRole('listbox', { name: '240 pictures of train' });
  await grid.focus();
  await page.keyboard.press('Home');
  await expect(grid.getByRole('option', { name: 'Record 2, pug' })).toBeAttached();
  await page.keyboard.press('End');
  await expect(grid.getByRole('option', { name: 'Record 236, missing' })).toBeAttached();

  await headings.first().focus();
  await page.keyboard.press('ArrowLeft');
  await expect(headings.first()).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowDown');
  await expect(headings.nth(1)).toBeFocused();
  await grid.focus();
  await page.keyboard.press('Home');
  await expect(grid.getByRole('option', { name: 'Record 1, beagle' })).toBeAttached();

  await choose(cell, 'Sort by', 'Sort by weight');
  await cell.getByRole('button', { name: 'Smallest first' }).click();
  await grid.focus();
  await page.keyboard.press('Home');
  await expect(grid.getByRole('option', { name: 'Record 237, beagle' })).toBeAttached();

  const filter = cell.getByRole('combobox', { name: 'Filter records' });
  await filter.fill('weight < 10');
  await page.keyboard.press('Enter');
  await expect(headings).toHaveText([/^pug4/, /^beagle3/, /^missing3/]);
  await expect(headings.first()).toHaveAttribute('aria-expanded', 'false');
  await filter.fill('weight > 500');
  await page.keyboard.press('Enter');
  await expect(cell.getByText('No record matches the filter.')).toBeVisible();
  await expect(headings).toHaveCount(0);
});

test('numbers are grouped by range and many values under one heading, without accessibility faults', async ({
  app,
}) => {
  const cell = await ranCell(app.cell('Data'));
  await groupBy(cell, 'weight');
  const ranges = cell.getByRole('region', { name: 'Groups by weight' }).getByRole('button');
  await expect(ranges.first()).toHaveAccessibleName('0 – 50 50 records 20.8 %');
  await expect(ranges).toHaveCount(5);
  await groupBy(cell, 'id');
  const values = cell.getByRole('region', { name: 'Groups by id' }).getByRole('button');
  await expect(values.last()).toHaveAccessibleName('other: 220 values 220 records 91.7 %');
  await cell.getByRole('button', { name: 'Collapse all groups' }).click();
  await expect(values.last()).toBeVisible();
  for (const theme of ['dark', 'light']) {
    await app.command(`Theme: ${theme}`);
    expect(await faultsIn(cell)).toEqual([]);
  }
});

test('a grouping that cannot be made says why and is tried again', async ({ app, folder }) => {
  const cell = await ranCell(app.cell('Data'));
  await expect(cell.getByRole('listbox')).toBeVisible();
  const file = path.join(folder, recordFile);
  const whole = await readFile(file);
  await writeFile(file, new Uint8Array(whole.length));
  await groupBy(cell, 'breed');
  await expect(cell.getByRole('alert')).toBeVisible();
  await writeFile(file, whole);
  await cell.getByRole('button', { name: 'Try again' }).click();
  await expect(cell.getByRole('button', { name: /^pug/ })).toBeVisible();
});

/** Where the one output of the cell keeps the records. */
const recordFile = 'pictures.millrace/Data/examples/1/Split-train/data_tfrecord-00000-of-00001.gz';

async function ranCell(model: CellModel): Promise<Locator> {
  await model.run();
  await expect(model.frame.getByRole('listbox')).toBeVisible({ timeout: 30_000 });
  return model.frame;
}

function groupBy(cell: Locator, feature: string): Promise<void> {
  return choose(cell, 'Group by', `Group by ${feature}`);
}

async function choose(cell: Locator, control: string, option: string): Promise<void> {
  await cell.getByRole('combobox', { name: control }).click();
  await cell.page().getByRole('option', { name: option, exact: true }).click();
}

async function faultsIn(cell: Locator): Promise<readonly string[]> {
  await cell.page().evaluate(axe.source);
  const { violations } = await cell.evaluate((element) =>
    (window as unknown as { axe: typeof axe }).axe.run(element, { resultTypes: ['violations'] }),
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
}
