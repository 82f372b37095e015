import { expect, test } from './support/test.ts';

test.beforeEach(async ({ app }) => {
  await app.openSample();
});

test('a deleted cell comes back where it was, with its result', async ({ app }) => {
  const { page } = app;
  await app.cell('ExampleGen').run();
  await app.cell('ExampleGen').expectState('fresh');
  const before = await app.cellIds();
  await app.select('ExampleGen');
  await page.keyboard.press('d');
  await page.keyboard.press('d');
  await expect(app.cell('ExampleGen').frame).toBeHidden();
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await app.cell('ExampleGen').expectState('fresh');
  expect(await app.cellIds()).toEqual(before);
});

test('cells are added, moved, duplicated and renamed', async ({ app }) => {
  const { page } = app;
  await app.select('StatisticsGen');
  await page.keyboard.press('b');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Resolver|^Find/ })
    .first()
    .click();
  // The new cell is selected once the engine has answered.
  await expect(app.inspector.getByRole('heading', { name: 'Resolver' })).toBeVisible();
  await app.select('StatisticsGen');
  await expect(app.inspector.getByRole('heading', { name: 'StatisticsGen' })).toBeVisible();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(async () => (await app.cellIds()).slice(1, 3)).toEqual(['StatisticsGen', 'ExampleGen']);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => (await app.cellIds()).slice(1, 3)).toEqual(['ExampleGen', 'StatisticsGen']);
  await app.cell('StatisticsGen').choose('Rename');
  await page.getByRole('textbox', { name: 'Name of the cell' }).fill('Numbers');
  await page.keyboard.press('Enter');
  await expect(app.cell('Numbers').frame).toBeVisible();
});

test('a note is written in Markdown, and HTML in it stays text', async ({ app }) => {
  const { page } = app;
  const note = app.cell('about');
  await note.frame.dblclick();
  const editor = note.frame.getByRole('textbox');
  await expect(editor).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('# Mine\n\n<img src=x onerror=alert(1)> and **bold**');
  await page.keyboard.press('Shift+Enter');
  await expect(note.frame.getByRole('heading', { name: 'Mine' })).toBeVisible();
  await expect(note.frame.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  await expect(note.frame.locator('img')).toHaveCount(0);
});

test('what is typed at once after asking for a note is never taken for commands', async ({ app }) => {
  const { page } = app;
  const before = await app.cellIds();
  await app.select('ExampleGen');
  await page.keyboard.press('m');
  await page.keyboard.type('dd b dd');
  await expect(page.getByRole('textbox', { name: /Text of the note/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const after = await app.cellIds();
  expect(after.filter((id) => before.includes(id))).toEqual(before);
  expect(after).toHaveLength(before.length + 1);
});

test('a parameter shows its problem, what the last run used, and goes back to its default', async ({
  app,
}) => {
  const { page } = app;
  const cell = app.cell('ExampleGen');
  await cell.run();
  await cell.expectState('fresh');
  await cell.tab('Parameters').click();
  const side = cell.field('Image side');
  await side.fill('64');
  await page.keyboard.press('Enter');
  await cell.expectState('stale');
  await expect(cell.frame.getByText('Was 128 in the last run')).toBeVisible();
  await side.fill('many');
  await expect(side).toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Escape');
  await side.fill('128');
  await side.blur();
  await cell.expectState('fresh');
});

test('undo and redo walk through edits', async ({ app }) => {
  const { page } = app;
  const epochs = page.getByLabel('epochs', { exact: true });
  await epochs.fill('7');
  await epochs.blur();
  await expect(epochs).toHaveValue('7');
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(epochs).toHaveValue('4');
  await page.getByRole('button', { name: 'Redo', exact: true }).click();
  await expect(epochs).toHaveValue('7');
});

test('a module is checked while one types and saved with the notebook', async ({ app }) => {
  const { page } = app;
  const cell = app.cell('Trainer');
  await cell.tab('model.ts').click();
  const code = cell.frame.getByRole('textbox', { name: 'Code of model.ts' });
  await code.click();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('const = ;');
  await expect(cell.frame.getByText(/^Line 1: /)).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+s');
  await expect(cell.frame.getByText('No problems found')).toBeVisible();
});

test('a parameter of the whole notebook is changed where a cell shows it', async ({ app }) => {
  await app.select('Trainer');
  const epochs = app.cell('Trainer').field('Epochs');
  await epochs.fill('3');
  await epochs.press('Enter');
  await expect(app.page.getByLabel('epochs', { exact: true })).toHaveValue('3');
});
