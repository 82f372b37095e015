import { expect, test } from './support/test.ts';

test.beforeEach(async ({ app }) => {
  await app.openSample();
});

test('keys move between cells, open and leave their form, and fold them', async ({ app }) => {
  const { page } = app;
  await app.select('ExampleGen');
  await page.keyboard.press('j');
  await expect(app.cell('StatisticsGen').frame).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(app.cell('ExampleGen').frame).toBeFocused();
  await page.keyboard.press('Space');
  await expect(app.cell('ExampleGen').frame.getByRole('tablist')).toBeHidden();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await expect(app.cell('ExampleGen').field('Format')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(app.cell('ExampleGen').frame).toBeFocused();
});

test('the palette finds commands by initials and cells by name', async ({ app }) => {
  const { page } = app;
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('rac');
  await expect(page.getByRole('option').first()).toContainText('Run all cells');
  await page.getByRole('combobox').fill('pusher');
  await page.keyboard.press('Enter');
  await expect(app.cell('Pusher').frame).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('ControlOrMeta+Shift+p');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('combobox', { name: 'Search cells and commands' })).toBeHidden();
});

test('panels open and close by key and are remembered over a reload', async ({ app }) => {
  const { page } = app;
  await page.keyboard.press('ControlOrMeta+b');
  await page.keyboard.press('ControlOrMeta+j');
  await expect(app.outline).toBeHidden();
  await expect(app.bottomPanel).toBeVisible();
  await page.reload();
  await expect(app.bottomPanel).toBeVisible();
  await expect(app.outline).toBeHidden();
});

test('every command of the shortcut sheet is there with its keys', async ({ app }) => {
  await app.page.keyboard.press('?');
  const sheet = app.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet.getByText('Run stale cells')).toBeVisible();
  await expect(sheet.getByText('Hide masks while held')).toBeVisible();
});

test('themes change at once and are kept', async ({ app }) => {
  const { page } = app;
  await app.command('Theme: light');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await app.command('Theme: high contrast');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'contrast');
});
