import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './support/test.ts';
import {
  evaluateAndCompare,
  fixAnomaly,
  prepareStory,
  pushModel,
  stepThroughData,
  trainAndReload,
} from './support/walk-story.ts';

const steps = [
  'ExampleGen',
  'StatisticsGen',
  'SchemaGen',
  'ImportSchemaGen',
  'ExampleValidator',
  'Transform',
  'Trainer',
  'latest_blessed_model_resolver',
  'Evaluator',
  'Pusher',
] as const;

test('the whole story: step through the sample, fix an anomaly, reload in the middle, train, evaluate, compare, push', async ({
  app,
  folder,
}) => {
  test.setTimeout(900_000);
  const { page } = app;
  await app.openSample();
  await prepareStory(app, path.join(folder, 'data/samples/schema.pbtxt'));
  const epochs = page.getByLabel('epochs', { exact: true });

  await test.step('step by step with Shift+Enter', () => stepThroughData(app));
  await test.step('fix an anomaly', () => fixAnomaly(app));
  await test.step('transform by key', async () => {
    await app.select('Transform');
    await page.keyboard.press('ControlOrMeta+Enter');
    await app.cell('Transform').expectState('fresh');
  });
  await test.step('train, watch it, and reload the window while it does', () => trainAndReload(app));
  await test.step('evaluate, and compare images', () => evaluateAndCompare(app));
  await test.step('push, asked before it leaves', () => pushModel(app));

  await test.step('what was made is still there after another reload, and nothing needs to run', async () => {
    await app.command('Run stale cells').catch(() => undefined);
    await page.keyboard.press('Escape');
    for (const step of steps) {
      await app.cell(step).expectState('fresh', { timeout: 120_000 });
    }
    await page.reload();
    for (const step of steps) {
      await expect(app.cell(step).frame).toHaveAttribute('data-state', 'fresh');
    }
  });

  await test.step('an edit makes stale what depends on it, says why, and undo makes it fresh again', async () => {
    await epochs.fill('2');
    await epochs.blur();
    await app.cell('Trainer').expectState('stale');
    await expect(app.cell('Trainer').frame.getByText(/^Stale:/)).toContainText('epochs');
    await app.cell('Evaluator').expectState('stale');
    await expect(app.cell('ExampleGen').frame).toHaveAttribute('data-state', 'fresh');
    await app.command('Explain what would run, and why');
    const plan = page.getByRole('dialog', { name: 'What would run, and why' });
    await expect(plan.getByRole('row', { name: /^ExampleGen / })).toContainText('Is reused');
    await expect(plan.getByRole('row', { name: /^Trainer / })).toContainText('Runs');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+z');
    await app.cell('Trainer').expectState('fresh');
    await app.cell('Pusher').expectState('fresh');
  });

  await test.step('lineage, runs and a report tell what happened', async () => {
    await app.select('Trainer');
    await app.inspector.getByRole('tab', { name: 'Lineage' }).click();
    await expect(app.inspector.getByText('Trainer').first()).toBeVisible();
    await app.command('Show runs');
    await expect(app.bottomPanel.getByRole('row').nth(1)).toBeVisible();
    const downloading = page.waitForEvent('download');
    await app.command('Export the notebook as an HTML report');
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('pets-segmentation.html');
    const report = await readFile(await download.path(), 'utf8');
    expect(report).toContain('<svg');
    expect(report).toContain('data:image/png;base64,');
    expect(report).toMatch(/Blessed|Not blessed/);
    expect(report).not.toContain('<script');
  });
});
