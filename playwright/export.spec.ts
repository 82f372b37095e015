import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './support/test.ts';

const samples = (folder: string) => path.join(folder, 'data/samples');

test.beforeEach(async ({ app }) => {
  await app.openSample();
});

test('a notebook is exported as a TFX pipeline, which names what is left to write', async ({
  app,
  folder,
}) => {
  const { page } = app;
  const out = path.join(samples(folder), 'pets-tfx');
  await app.command('Export to TFX (pipeline.py)');
  const dialog = page.getByRole('dialog', { name: 'Export to TFX' });
  await expect(dialog.getByText(out)).toBeVisible();
  const notes = dialog.getByRole('region', { name: /to be written by hand/ });
  await expect(notes.getByText(/Write run_fn in trainer_module\.py after buildModel/)).toBeVisible();
  await dialog.getByText('pipeline.py').first().click();
  await expect(dialog.getByText('def create_pipeline(epochs: int = 4)')).toBeVisible();
  await dialog.getByRole('button', { name: 'Write 3 files' }).click();
  await expect(page.getByText('Wrote 3 files')).toBeVisible();
  expect(await readFile(path.join(out, 'pipeline.py'), 'utf8')).toContain(
    'tfx.orchestration.LocalDagRunner()',
  );

  await appendFile(path.join(out, 'trainer_module.py'), '# ported\n');
  await app.command('Export to TFX (pipeline.py)');
  await expect(dialog.getByText('there already, kept')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Nothing to write' })).toBeDisabled();
  await notes.getByRole('button', { name: 'Trainer' }).click();
  await expect(app.cell('Trainer').frame).toHaveAttribute('aria-current', 'true');
});

test('workflows go to the root of the repository and replace nothing unasked', async ({ app, folder }) => {
  const { page } = app;
  await mkdir(path.join(folder, '.git'));
  const train = path.join(folder, '.github/workflows/train.yml');
  await app.command('Add a GitHub Actions workflow');
  const dialog = page.getByRole('dialog', { name: 'Add a GitHub Actions workflow' });
  await dialog.getByRole('button', { name: 'Write 2 files' }).click();
  await expect(page.getByText('Wrote 2 files')).toBeVisible();
  const text = await readFile(train, 'utf8');
  expect(text).toContain('NOTEBOOK: "data/samples/pets.pipeline.yaml"');

  await appendFile(train, '# our own line\n');
  await app.command('Add a GitHub Actions workflow');
  await dialog.getByText('.github/workflows/train.yml').click();
  await expect(dialog.getByText('− # our own line')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Nothing to write' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'Replace' }).check();
  await dialog.getByRole('button', { name: 'Write 1 file' }).click();
  await expect(page.getByText('Wrote 1 file', { exact: true })).toBeVisible();
  expect(await readFile(train, 'utf8')).toBe(text);
});
