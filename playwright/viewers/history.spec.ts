import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { expect, look, test } from './support/finished-sample.ts';

test('a push shows where it went and what it would do again', async ({ app }) => {
  const frame = await look(app, 'Pusher');
  await expect(frame.getByRole('heading', { name: /^Pushed/ })).toBeVisible();
  await expect(frame.getByText('serving now')).toBeVisible();
  await expect(frame.getByRole('table', { name: 'Files of the artifact' })).toBeVisible();
});

test('lineage is drawn as a graph and listed as a table', async ({ app }) => {
  await app.select('Trainer');
  await app.inspector.getByRole('tab', { name: 'Lineage' }).click();
  await expect(app.inspector.getByText(/steps and artifacts/)).toBeVisible();
  await expect(
    app.inspector.locator('.react-flow__node').filter({ hasText: 'Trainer' }).first(),
  ).toBeVisible();
  await app.inspector.getByText('Table', { exact: true }).click();
  const table = app.inspector.getByRole('table', { name: 'Lineage' });
  await expect(table.getByRole('button', { name: 'Model', exact: true })).toBeVisible();
  await table.getByRole('button', { name: 'Evaluator' }).click();
  await expect(app.cell('Evaluator').frame).toHaveAttribute('aria-current', 'true');
});

test('runs are starred, narrowed and exported', async ({ app }) => {
  const { page } = app;
  await page.keyboard.press('ControlOrMeta+j');
  await app.bottomPanel.getByRole('tab', { name: 'Runs' }).click();
  const runs = app.bottomPanel.getByRole('table', { name: 'Runs' });
  await runs
    .getByRole('button', { name: /^Star / })
    .first()
    .click();
  await expect(runs.getByRole('button', { name: /^Star / }).first()).toHaveAttribute('aria-pressed', 'true');
  await app.bottomPanel.getByRole('switch', { name: 'Only differences' }).click();
  const download = page.waitForEvent('download');
  await app.bottomPanel.getByRole('button', { name: 'CSV' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text.split('\r\n')[0]).toContain('Trainer.epochs');
  await app.bottomPanel.getByRole('searchbox', { name: 'Filter runs' }).fill('no such run');
  await expect(app.bottomPanel.getByText(/^0 of \d+ runs?$/)).toBeVisible();
});

test('metrics of runs are compared at their best or at an epoch, and exported so', async ({ app }) => {
  const { page, bottomPanel } = app;
  await page.keyboard.press('ControlOrMeta+j');
  await bottomPanel.getByRole('tab', { name: 'Runs' }).click();
  const table = bottomPanel.getByRole('table', { name: 'Runs' });
  // With a single run everything is shown.
  await expect(table.getByRole('columnheader', { name: 'mean_io_u', exact: true })).toBeAttached();
  const lastLoss = await columnText(table, 'epoch_loss');
  await bottomPanel.getByText('At epoch', { exact: true }).click();
  await expect.poll(() => columnText(table, 'epoch_loss')).not.toBe(lastLoss);
  await bottomPanel.getByRole('spinbutton', { name: 'Epoch' }).fill('2');
  await expect.poll(() => columnText(table, 'epoch_loss')).toBe(lastLoss);
  await bottomPanel.getByRole('spinbutton', { name: 'Epoch' }).fill('9');
  // No run came so far.
  await expect(table.getByRole('columnheader', { name: 'epoch_loss', exact: true })).toHaveCount(0);
  await expect(table.getByRole('columnheader', { name: 'mean_io_u', exact: true })).toBeAttached();
  await bottomPanel.getByText('Best', { exact: true }).click();
  await expect(table.getByRole('columnheader', { name: 'epoch_loss', exact: true })).toBeAttached();
  const download = page.waitForEvent('download');
  await bottomPanel.getByRole('button', { name: 'CSV' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text.split('\r\n')[0]).toContain('epoch_loss (best)');
});

/** What the first row has in a column. */
async function columnText(table: Locator, name: string): Promise<string | null> {
  const headers = await table.getByRole('columnheader').allTextContents();
  return table
    .locator('tbody tr[aria-rowindex="2"] td')
    .nth(headers.findIndex((header) => header.trim() === name))
    .textContent();
}

test('paper gets the report of every cell in place of the window', async ({ app }) => {
  const { page } = app;
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-print-asked', '');
  });
  await page.keyboard.press('ControlOrMeta+p');
  await expect(page.locator('body[data-print-asked]')).toBeAttached();
  await page.emulateMedia({ media: 'print' });
  const report = page.locator('#printed-report');
  await expect(report.getByRole('heading', { name: 'Pusher' })).toBeVisible();
  await expect(report.locator('svg').first()).toBeVisible();
  await expect(app.outline).toBeHidden();
  await expect(page.locator('html > body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  const pages = (await page.pdf()).toString('latin1').match(/\/Type \/Page\b/g) ?? [];
  expect(pages.length).toBeGreaterThan(2);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(report).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });
  await expect(app.outline).toBeVisible();
});
