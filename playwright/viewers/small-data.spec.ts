import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from '@playwright/test';
import type { NotebookWindow } from '../models/notebook-window.ts';
import { projectFolder } from '../support/engine-process.ts';
import { test as base, expect } from '../support/test.ts';

/** A table with headings only, one with a single row, so that its second split is empty, and records with pictures. */
const test = base.extend({
  notebook: async ({ folder }, use) => {
    for (const [table, rows] of [
      ['headings', ''],
      ['single', '1,2,x\n'],
    ] as const) {
      await mkdir(path.join(folder, table));
      await writeFile(path.join(folder, table, 'rows.csv'), `id,group,name\n${rows}`);
    }
    const records = path.join(projectFolder, 'engine/formats/fixtures/mixed.tfrecord.gz');
    await mkdir(path.join(folder, 'pictures'));
    await copyFile(records, path.join(folder, 'pictures/mixed.tfrecord.gz'));
    await writeFile(
      path.join(folder, 'preprocessing.ts'),
      'export const preprocessingFn = ({ id }: { readonly id: unknown }) => ({ id_xf: id });\n',
    );
    const file = path.join(folder, 'empty.pipeline.yaml');
    await writeFile(file, notebookText);
    await use(file);
  },
});

const notebookText = `millrace: 1
name: empty
cells:
  - { id: Headings, component: ExampleGen, parameters: { format: csv, path: headings } }
  - { id: Single, component: ExampleGen, parameters: { format: csv, path: single } }
  - { id: Pictures, component: ExampleGen, parameters: { format: tfrecord, path: pictures } }
  - { id: PictureNumbers, component: StatisticsGen, inputs: { examples: Pictures.examples } }
  - { id: NoNumbers, component: StatisticsGen, inputs: { examples: Headings.examples } }
  - { id: NoShape, component: SchemaGen, inputs: { statistics: NoNumbers.statistics } }
  - { id: Check, component: ExampleValidator, inputs: { statistics: NoNumbers.statistics, schema: NoShape.schema } }
  - { id: Numbers, component: StatisticsGen, inputs: { examples: Single.examples } }
  - { id: Shape, component: SchemaGen, inputs: { statistics: Numbers.statistics } }
  - id: Preprocess
    component: Transform
    inputs: { examples: Headings.examples, schema: Shape.schema }
    parameters: { module_file: preprocessing.ts }
`;

async function lookAt(app: NotebookWindow, id: string): Promise<Locator> {
  const { frame } = app.cell(id);
  await frame.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  return frame;
}

test('what was made of no records says so in each viewer, and an empty split leads back to the others', async ({
  app,
}) => {
  await app.command('Run all cells');
  await app.cell('Preprocess').expectState('fresh');
  await app.cell('Check').expectState('fresh');
  await expect(
    (await lookAt(app, 'Headings')).getByText('The data that this cell read held none.'),
  ).toBeVisible();
  await expect((await lookAt(app, 'NoNumbers')).getByText('No statistics', { exact: true })).toBeVisible();
  await expect((await lookAt(app, 'NoShape')).getByText('No features', { exact: true })).toBeVisible();
  await expect((await lookAt(app, 'Check')).getByText('The split holds no records.')).toBeVisible();
  await expect((await lookAt(app, 'Preprocess')).getByText('that could be preprocessed')).toBeVisible();

  const single = await lookAt(app, 'Single');
  await expect(single.getByText('1 record', { exact: true })).toBeVisible();
  await single.getByText('eval 0', { exact: true }).click();
  await expect(single.getByText('The split “eval” is empty.')).toBeVisible();
  await single.getByText('train 1', { exact: true }).click();
  await expect(single.getByRole('table', { name: 'Records of train' })).toBeVisible();
});

test('statistics that go beyond the usual are shown on request, split by split', async ({ app }) => {
  await app.cell('PictureNumbers').run();
  await app.cell('PictureNumbers').expectState('fresh');
  const frame = await lookAt(app, 'PictureNumbers');
  await frame.getByRole('searchbox', { name: 'Search features' }).fill('image');
  await frame.getByRole('button', { name: 'Custom statistics of image' }).click();
  const table = frame.getByRole('table', { name: 'Custom statistics of image' });
  await expect(table.getByRole('row', { name: 'image_max_width' })).toContainText('9');
  await expect(table.getByRole('row', { name: 'image_format_histogram' })).toContainText(/JPEG \d+, PNG \d+/);
});
