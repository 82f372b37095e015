import { readFile, writeFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import type { NotebookWindow } from '../models/notebook-window.ts';

/** The sample with one epoch, and a schema that some of its pictures break. */
export async function prepareStory(app: NotebookWindow, schemaFile: string): Promise<void> {
  const schema = await readFile(schemaFile, 'utf8');
  await writeFile(schemaFile, schema.replace('max: 255.0', 'max: 254.0'));
  const epochs = app.page.getByLabel('epochs', { exact: true });
  await epochs.fill('1');
  await epochs.blur();
}

/** Runs the data cells one by one with Shift+Enter, as one reads them; what comes next stays in sight meanwhile. */
export async function stepThroughData(app: NotebookWindow): Promise<void> {
  await app.select('ExampleGen');
  for (const [step, next] of [
    ['ExampleGen', 'StatisticsGen'],
    ['StatisticsGen', 'SchemaGen'],
    ['SchemaGen', 'ImportSchemaGen'],
  ] as const) {
    await app.page.keyboard.press('Shift+Enter');
    await app.cell(step).expectState('fresh');
    await expect(app.cell(step).tab('Parameters')).toHaveAttribute('aria-selected', 'false');
    await expect(app.cell(next).heading).toBeInViewport({ ratio: 1 });
  }
}

/** Finds pictures that break the schema, looks at them, accepts them, and sees that nothing is wrong any more. */
export async function fixAnomaly(app: NotebookWindow): Promise<void> {
  const validator = app.cell('ExampleValidator');
  await validator.run();
  await validator.expectState('fresh');
  await app.select('ExampleValidator');
  const anomaly = validator.frame.getByRole('article').first();
  await expect(anomaly.getByRole('heading', { name: 'image', exact: true })).toBeVisible();
  await anomaly.getByRole('button', { name: /^Show these/ }).press('Enter');
  await expect(anomaly.getByRole('listbox')).toBeVisible();
  const fix = anomaly.getByRole('button').nth(1);
  await fix.press('Enter');
  await expect(fix).toBeFocused();
  await expect(app.toast('Saved schema.pbtxt')).toBeVisible();
  await validator.expectState('stale');
  await validator.run();
  await validator.expectState('fresh');
  await expect(validator.frame.getByText('No anomalies')).toBeVisible();
}

/** Trains, watches the curves grow, and reloads the window while it does. */
export async function trainAndReload(app: NotebookWindow): Promise<void> {
  const trainer = app.cell('Trainer');
  await trainer.run();
  await trainer.expectState('running');
  await expect(trainer.frame.getByText(/Running \d+ %/)).toBeVisible({ timeout: 60_000 });
  await app.page.reload();
  await trainer.expectState('running');
  await expect(app.cell('Transform').frame).toHaveAttribute('data-state', 'fresh');
  await trainer.expectState('fresh', { timeout: 300_000 });
  await app.select('Trainer');
  await trainer.tab('Training').press('Enter');
  await expect(trainer.frame.getByRole('img', { name: /^Loss: train now/ })).toBeVisible();
}

/** Evaluates, reads the verdict, and looks at the worst images beside their labels. */
export async function evaluateAndCompare(app: NotebookWindow): Promise<void> {
  const evaluator = app.cell('Evaluator');
  await evaluator.run();
  await evaluator.expectState('fresh', { timeout: 120_000 });
  await app.select('Evaluator');
  await expect(evaluator.frame.getByText(/^(Blessed|Not blessed)$/)).toBeVisible();
  await evaluator.tab('Images').press('Enter');
  const values = evaluator.frame.getByRole('table', { name: 'Images' }).locator('tbody td:nth-child(2)');
  await expect(values.first()).toHaveText(/^[01]\.?\d*/);
  await expect(evaluator.frame.getByRole('img', { name: /^Label of record/ })).toBeVisible();
  await expect(evaluator.frame.getByRole('img', { name: /^Candidate of record/ })).toBeVisible();
}

/** Pushes after the question what it would do; a model that was not blessed stays here. */
export async function pushModel(app: NotebookWindow): Promise<void> {
  await app.cell('Pusher').run();
  const question = app.page.getByRole('dialog', { name: 'This run pushes' });
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Push', exact: true }).click();
  await app.cell('Pusher').expectState('fresh', { timeout: 60_000 });
}
