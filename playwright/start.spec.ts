import { expect, test } from './support/test.ts';

test('an empty window offers the sample, a folder, a notebook, and remembers what was open', async ({
  app,
}) => {
  const { page } = app;
  await expect(page.getByRole('heading', { name: 'Millrace' })).toBeVisible();
  await expect(page.getByText('Notebooks you open will be listed here.')).toBeVisible();
  await app.openSample();
  await expect(page.getByRole('heading', { name: 'pets-segmentation', level: 1 })).toBeVisible();
  await app.command('Close the notebook');
  await page.getByRole('button', { name: /pets-segmentation/ }).click();
  await expect(app.cell('ExampleGen').frame).toBeVisible();
});

test('the browser door finds notebooks on the machine of the engine', async ({ app, folder }) => {
  const { page } = app;
  await app.openSample();
  await app.command('Open a notebook');
  const dialog = page.getByRole('dialog', { name: 'Open a notebook' });
  await dialog.getByRole('textbox', { name: 'Folder' }).fill(`${folder}/data`);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'samples' }).click();
  await dialog.getByRole('button', { name: 'pets.pipeline.yaml' }).click();
  await expect(dialog).toBeHidden();
  await expect(app.cell('ExampleGen').frame).toBeVisible();
});
