import { expect, look, test } from './support/finished-sample.ts';

test('the grid is walked by keys, opens a record, and hides masks while Space is held', async ({ app }) => {
  const { page } = app;
  const grid = (await look(app, 'ExampleGen')).getByRole('listbox', { name: /pictures of train/ });
  await grid.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(grid.getByRole('option', { name: 'Record 1' })).toBeAttached();
  await page.keyboard.press('End');
  await expect(grid.getByRole('option', { name: 'Record 185' })).toBeAttached();
  await page.keyboard.press('Enter');
  const detail = page.getByRole('complementary', { name: 'Record 185' });
  await expect(detail.getByText('float, 49,152 values')).toBeVisible();
  await expect(detail.getByText(/background \d+/)).toBeVisible();
  await grid.focus();
  const peek = async () => {
    await page.keyboard.down('Space');
    const withoutMasks = await grid.screenshot();
    await page.keyboard.up('Space');
    return withoutMasks;
  };
  // Pictures and masks come one after the other; then the two differ, and hiding the masks gives the same each time.
  await expect.poll(async () => (await peek()).equals(await grid.screenshot())).toBe(false);
  await expect.poll(async () => (await peek()).equals(await peek())).toBe(true);
});

test('classes are switched by number and by the legend, the outline by O', async ({ app }) => {
  const { page } = app;
  const frame = await look(app, 'ExampleGen');
  const pet = frame.getByRole('button', { name: 'pet', exact: true });
  await expect(pet).toHaveAttribute('aria-pressed', 'true');
  await expect(frame.getByRole('button', { name: 'background' })).toHaveAttribute('aria-pressed', 'false');
  await frame.getByRole('listbox').focus();
  await page.keyboard.press('1');
  await expect(pet).toHaveAttribute('aria-pressed', 'false');
  await pet.click();
  await expect(pet).toHaveAttribute('aria-pressed', 'true');
  await frame.getByRole('listbox').focus();
  await page.keyboard.press('o');
  await expect(frame.getByRole('radio', { name: 'Outline' })).toBeChecked();
});

test('a filter narrows the records, is explained when it cannot be read, and is taken away again', async ({
  app,
}) => {
  const { page } = app;
  const frame = await look(app, 'ExampleGen');
  const filter = frame.getByRole('combobox', { name: 'Filter records' });
  await filter.fill('image_shape >');
  await page.keyboard.press('Enter');
  await expect(frame.getByRole('alert')).toContainText('Write a value after');
  await filter.fill('image_shape = 999');
  await page.keyboard.press('Enter');
  await expect(frame.getByText('No record matches the filter.')).toBeVisible();
  await frame.getByRole('button', { name: 'Remove condition image_shape = 999' }).click();
  await expect(frame.getByText('186 records')).toBeVisible();
  await filter.fill('#20');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Record 20' })).toBeVisible();
});

test('records are shown as a table with sorted columns', async ({ app }) => {
  const frame = await look(app, 'ExampleGen');
  await frame.getByText('Table', { exact: true }).click();
  const table = frame.getByRole('table', { name: 'Records of train' });
  await expect(table.getByRole('row')).not.toHaveCount(1);
  await expect(table.getByText('128, 128, 3').first()).toBeVisible();
  await table.getByRole('button', { name: /image_shape/ }).click();
  await expect(table.getByRole('columnheader', { name: /image_shape/ })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
});
