import { writeTableNotebook } from './support/table-notebook.ts';
import { expect, test } from './support/test.ts';

const narrow = test.extend({
  notebook: async ({ folder }, use) => {
    await use(await writeTableNotebook(folder));
  },
});

narrow('a narrow window keeps every button in sight and shows one side panel at a time', async ({ app }) => {
  const { page } = app;
  await expect(app.inspector).toBeVisible();
  // A window of 1280 by 800, enlarged to 200 per cent.
  await page.setViewportSize({ width: 640, height: 400 });
  await expect(app.inspector).toBeHidden();
  await expect(app.outline).toBeHidden();
  for (const name of ['Search cells and commands', 'Run all', 'Toggle side bar', 'Toggle inspector']) {
    await expect(page.getByRole('button', { name }).first()).toBeInViewport({ ratio: 1 });
  }
  await page.getByRole('button', { name: 'Toggle inspector' }).click();
  await expect(app.inspector).toBeInViewport({ ratio: 1 });
  await page.getByRole('button', { name: 'Toggle side bar' }).click();
  await expect(app.outline).toBeInViewport();
  await expect(app.inspector).toBeHidden();
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(app.inspector).toBeVisible();
  await expect(app.outline).toBeVisible();
});
