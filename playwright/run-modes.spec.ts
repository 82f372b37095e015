import type { NotebookWindow } from './models/notebook-window.ts';
import { writeTableNotebook } from './support/table-notebook.ts';
import { test as base, expect } from './support/test.ts';

const test = base.extend({
  notebook: async ({ folder }, use) => {
    await use(await writeTableNotebook(folder));
  },
});

const steps = ['Data', 'Numbers', 'Shape', 'Check'] as const;

async function expectStates(app: NotebookWindow, states: Readonly<Record<string, string>>): Promise<void> {
  for (const [id, state] of Object.entries(states)) {
    await expect(app.cell(id).frame).toHaveAttribute('data-state', state, { timeout: 60_000 });
  }
}

/** Another number of files for the data: the first cell and all below it have to run again. */
async function changeShards(app: NotebookWindow, count: number): Promise<void> {
  const { frame } = app.cell('Data');
  await app.select('Data');
  await app.cell('Data').tab('Parameters').press('Enter');
  const field = app.cell('Data').field('Files a split');
  const more = frame.getByRole('button', { name: /more at their defaults/ });
  await expect(field.or(more).first()).toBeVisible();
  if (!(await field.isVisible())) {
    await more.press('Enter');
  }
  await field.fill(String(count));
  await field.press('Enter');
}

test('cells run to here, all together, and only those that are stale', async ({ app }) => {
  const { page } = app;
  await app.select('Numbers');
  await page.keyboard.press('ControlOrMeta+Alt+Enter');
  await expectStates(app, { Data: 'fresh', Numbers: 'fresh', Shape: 'empty', Check: 'empty' });
  await page.getByRole('button', { name: 'Run all' }).press('Enter');
  await expectStates(app, { Shape: 'fresh', Check: 'fresh' });
  await changeShards(app, 2);
  await expectStates(app, Object.fromEntries(steps.map((step) => [step, 'stale'])));
  await page.getByRole('button', { name: /^Run stale/ }).press('Enter');
  await expectStates(app, Object.fromEntries(steps.map((step) => [step, 'fresh'])));
  await expect(page.getByRole('button', { name: /^Run stale/ })).toBeDisabled();
});

test('an edit makes its cell and all below stale, each with the reason nearest to it', async ({ app }) => {
  await app.page.getByRole('button', { name: 'Run all' }).press('Enter');
  await expectStates(app, { Check: 'fresh' });
  await changeShards(app, 2);
  await expect(app.cell('Data').frame.getByText(/^Stale:/)).toContainText('shards');
  const below = app.cell('Shape').frame.getByText(/^Stale:/);
  await expect(below).toContainText('Numbers');
  await expect(below).not.toContainText('shards');
  await app.page.keyboard.press('Escape');
  await app.page.keyboard.press('ControlOrMeta+z');
  await expectStates(app, Object.fromEntries(steps.map((step) => [step, 'fresh'])));
});

test('what was made before is reused, and the cell says so', async ({ app }) => {
  await app.cell('Data').run();
  await expectStates(app, { Data: 'fresh' });
  await changeShards(app, 2);
  await app.cell('Data').run();
  await expectStates(app, { Data: 'fresh' });
  await changeShards(app, 1);
  await app.cell('Data').run();
  await expectStates(app, { Data: 'fresh' });
  await expect(app.cell('Data').frame.getByText(/^Reused · made/)).toBeVisible();
});
