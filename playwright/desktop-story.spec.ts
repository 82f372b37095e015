import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { NotebookWindow } from './models/notebook-window.ts';
import { expect, test } from './support/desktop-test.ts';
import {
  evaluateAndCompare,
  fixAnomaly,
  prepareStory,
  pushModel,
  stepThroughData,
  trainAndReload,
} from './support/walk-story.ts';

const schemaOf = (userData: string) => path.join(userData, 'data/samples/schema.pbtxt');

test('the desktop app walks through the data: step by step, and an anomaly is fixed', async ({
  desktop,
  userData,
}) => {
  test.setTimeout(240_000);
  const app = new NotebookWindow(desktop.page);
  await expect(app.cell('ExampleGen').frame).toBeVisible();
  await prepareStory(app, schemaOf(userData));
  await stepThroughData(app);
  await fixAnomaly(app);
});

test('@long the desktop app walks the whole story and writes its report', async ({ desktop, userData }) => {
  test.setTimeout(900_000);
  const app = new NotebookWindow(desktop.page);
  await expect(app.cell('ExampleGen').frame).toBeVisible();
  await prepareStory(app, schemaOf(userData));
  await test.step('data', () => stepThroughData(app));
  await test.step('anomaly', () => fixAnomaly(app));
  await app.cell('Transform').run();
  await app.cell('Transform').expectState('fresh');
  await test.step('training', () => trainAndReload(app));
  await test.step('evaluation', () => evaluateAndCompare(app));
  await test.step('push', () => pushModel(app));
  await test.step('report', async () => {
    const file = path.join(userData, 'report.html');
    await desktop.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, file);
    await app.command('Export the notebook as an HTML report');
    await expect.poll(() => readFile(file, 'utf8').catch(() => '')).toContain('Worst predictions');
  });
});
