import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Measurement } from '../measurement.ts';
import { median, own } from './own.ts';

const runs = 50;
const repetitions = 5;

/** Opens a notebook of twelve cells that has run fifty times, from the press of its button until all cells are painted. */
export async function openNotebook(page: Page, dataHome: string): Promise<readonly Measurement[]> {
  const notebook = await writeNotebook(path.join(dataHome, 'bench'));
  await openByPath(page, notebook);
  const trust = page.getByRole('button', { name: 'Trust this notebook' });
  await trust.click();
  await trust.waitFor({ state: 'hidden' });
  await runManyTimes(page);
  const times: number[] = [];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    await closeNotebook(page);
    times.push(await page.evaluate<number>(millisecondsToOpen));
  }
  await closeNotebook(page);
  return [own(`notebook: open 12 cells with ${runs} runs`, median(times), 'ms', 300)];
}

/** Eight notes and four steps over a table of a hundred rows. */
async function writeNotebook(folder: string): Promise<string> {
  await mkdir(path.join(folder, 'table'), { recursive: true });
  const rows = Array.from({ length: 100 }, (_, row) => `${row},${row % 7},name ${row}`);
  await writeFile(path.join(folder, 'table', 'rows.csv'), `id,group,name\n${rows.join('\n')}\n`);
  const notes = Array.from({ length: 8 }, (_, note) => `  - id: note-${note}\n    note: "## Part ${note}"\n`);
  const file = path.join(folder, 'bench.pipeline.yaml');
  await writeFile(
    file,
    `millrace: 1
name: bench
cells:
${notes.join('')}
  - { id: Data, component: ExampleGen, parameters: { format: csv, path: table } }
  - { id: Numbers, component: StatisticsGen, inputs: { examples: Data.examples } }
  - { id: Shape, component: SchemaGen, inputs: { statistics: Numbers.statistics } }
  - { id: Check, component: ExampleValidator, inputs: { statistics: Numbers.statistics, schema: Shape.schema } }
`,
  );
  return file;
}

async function openByPath(page: Page, file: string): Promise<void> {
  await page.getByRole('button', { name: /^Open a notebook/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Open a notebook' });
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(path.dirname(file));
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: path.basename(file) }).click();
  await page.locator('[id="cell-Check"]').waitFor();
}

/** A run of everything, then as many of the first cell alone as make up the number. */
async function runManyTimes(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await page.locator('[id="cell-Check"][data-state="fresh"]').waitFor({ timeout: 120_000 });
  await page.locator('[id="cell-Shape"]').getByRole('heading').click();
  for (let run = 1; run < runs; run += 1) {
    await page.keyboard.press('ControlOrMeta+Enter');
    // The button says "Stop" while a run is under way.
    await page.waitForTimeout(100);
    await page.getByRole('button', { name: 'Run all' }).waitFor();
  }
}

async function closeNotebook(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('Close the notebook');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^bench/ }).waitFor();
}

/**
 * Timed inside the page, from the press to the frame after the last cell is in the document. Text, since these scripts
 * are not compiled for a page.
 */
const millisecondsToOpen = `(async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const button = [...document.querySelectorAll('button')].find((each) => each.textContent.startsWith('bench'));
  const startedMs = performance.now();
  button.click();
  while (document.querySelectorAll('[data-cell-frame]').length < 12) await frame();
  await frame();
  return performance.now() - startedMs;
})()`;
