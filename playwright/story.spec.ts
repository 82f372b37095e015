import { expect, test } from './support/test.ts';

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

test('the whole story: step through the sample, reload in the middle, train, evaluate, push, and lose nothing', async ({
  app,
}) => {
  test.setTimeout(900_000);
  const { page } = app;
  await app.openSample();
  const epochs = page.getByLabel('epochs', { exact: true });
  await epochs.fill('1');
  await epochs.blur();

  await test.step('step by step with Shift+Enter', async () => {
    await app.select('ExampleGen');
    for (const step of ['ExampleGen', 'StatisticsGen', 'SchemaGen']) {
      await page.keyboard.press('Shift+Enter');
      await app.cell(step).expectState('fresh');
    }
    await app.select('Transform');
    await page.keyboard.press('ControlOrMeta+Enter');
    await app.cell('Transform').expectState('fresh');
  });

  await test.step('train, watch it, and reload the window while it does', async () => {
    await app.cell('Trainer').run();
    await app.cell('Trainer').expectState('running');
    await expect(app.cell('Trainer').frame.getByText(/Running \d+ %/)).toBeVisible({ timeout: 60_000 });
    await page.reload();
    await app.cell('Trainer').expectState('running');
    await expect(app.cell('Transform').frame).toHaveAttribute('data-state', 'fresh');
    await app.cell('Trainer').expectState('fresh', { timeout: 300_000 });
  });

  await test.step('evaluate and push, asked before it leaves', async () => {
    await app.cell('Evaluator').run();
    await app.cell('Evaluator').expectState('fresh', { timeout: 120_000 });
    await expect(app.cell('Evaluator').frame.getByText(/^(Blessed|Not blessed)$/)).toBeVisible();
    await app.cell('Pusher').run();
    const question = page.getByRole('dialog', { name: 'This run pushes' });
    await expect(question).toBeVisible();
    await question.getByRole('button', { name: 'Push', exact: true }).click();
    await app.cell('Pusher').expectState('fresh', { timeout: 60_000 });
  });

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
    await expect(app.cell('Trainer').frame.getByText(/Stale because/)).toContainText('epochs');
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
    const download = page.waitForEvent('download');
    await app.command('Export the notebook as an HTML report');
    expect((await download).suggestedFilename()).toBe('pets-segmentation.html');
  });
});
