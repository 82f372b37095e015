import path from 'node:path';
import { EngineProcess } from './support/engine-process.ts';
import { expect, test } from './support/test.ts';

test.beforeEach(async ({ app }) => {
  await app.openSample();
});

test('a running cell shows its progress, keeps a strip in sight, and is cancelled', async ({ app }) => {
  test.setTimeout(240_000);
  const { page } = app;
  const trainer = app.cell('Trainer');
  await trainer.run();
  await trainer.expectState('running', { timeout: 120_000 });
  await expect(trainer.frame.getByRole('progressbar')).toBeVisible();
  await app.select('ExampleGen');
  await page.getByRole('main', { name: 'Notebook' }).evaluate((main) => main.scrollTo(0, 0));
  await expect(page.getByRole('button', { name: 'Show', exact: true })).toBeVisible();
  await expect(app.outline.getByRole('button', { name: /Trainer/ })).toContainText('Running');
  await page.keyboard.press('ControlOrMeta+i');
  await trainer.expectState('cancelled', { timeout: 30_000 });
  await expect(trainer.frame.getByRole('button', { name: 'Run Trainer' })).toBeVisible();
});

test('a parameter that names nothing says so once, at its field, and among the problems', async ({ app }) => {
  const cell = app.cell('ExampleGen');
  const folder = cell.field('Folder');
  await folder.fill('no-such-folder');
  await folder.blur();
  await cell.expectState('blocked');
  await expect(folder).toHaveAttribute('aria-invalid', 'true');
  await expect(cell.frame.getByText(/no-such-folder/)).toHaveCount(1);
  await app.command('Show problems');
  await expect(app.bottomPanel.getByRole('button', { name: /no-such-folder/ }).first()).toBeVisible();
});

test('a failure says what happened, where and what to do, and its details can be copied', async ({
  app,
  context,
}) => {
  test.setTimeout(240_000);
  const { page } = app;
  const cell = app.cell('Transform');
  await cell.tab('preprocessing.ts').click();
  const code = cell.frame.getByRole('textbox', { name: 'Code of preprocessing.ts' });
  await code.click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type("\nthrow new Error('on purpose');\n");
  await page.keyboard.press('ControlOrMeta+s');
  await expect(cell.frame.getByRole('button', { name: 'Saved' })).toBeVisible();
  await cell.run();
  await cell.expectState('failed', { timeout: 120_000 });
  const alert = cell.frame.getByRole('alert');
  await expect(alert).toContainText('on purpose');
  await expect(alert.getByRole('button', { name: 'Try again' })).toBeVisible();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await alert.getByRole('button', { name: 'Copy details' }).press('Enter');
  await expect(alert.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('on purpose');
  expect(copied).toMatch(/preprocessing\.ts:\d+/);
  expect(copied).toMatch(/^Code: /m);
});

test('an engine that dies in the middle loses nothing: the next one knows what was made', async ({
  page,
  app,
  engine,
  folder,
}) => {
  test.setTimeout(240_000);
  await app.cell('StatisticsGen').run();
  const statistics = app.cell('StatisticsGen');
  await statistics.expectState('fresh', { timeout: 120_000 });
  // A viewer whose code is still on its way when the engine dies says so in the console, as it should.
  await expect(statistics.frame.getByRole('table', { name: /Numeric features/ })).toBeVisible();
  await app.cell('Transform').run();
  await engine.kill();
  await expect(page.getByText(/The engine does not answer/)).toBeVisible();
  const second = await EngineProcess.start({ dataHome: path.join(folder, 'data') });
  await page.goto(second.url);
  await page.getByRole('button', { name: /pets-segmentation/ }).click();
  await expect(app.cell('StatisticsGen').frame).toHaveAttribute('data-state', 'fresh');
  await second.stop();
});
