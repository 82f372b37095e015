import type { NotebookWindow } from './models/notebook-window.ts';
import { randomSource } from './support/random-source.ts';
import { expect, test } from './support/test.ts';

const actions: Readonly<Record<string, (app: NotebookWindow, random: () => number) => Promise<void>>> = {
  next: ({ page }) => page.keyboard.press('j'),
  previous: ({ page }) => page.keyboard.press('k'),
  moveUp: ({ page }) => page.keyboard.press('Alt+ArrowUp'),
  moveDown: ({ page }) => page.keyboard.press('Alt+ArrowDown'),
  duplicate: ({ page }) => page.keyboard.press('ControlOrMeta+Shift+d'),
  remove: async ({ page }) => {
    await page.keyboard.press('d');
    await page.keyboard.press('d');
  },
  undo: ({ page }) => page.keyboard.press('ControlOrMeta+z'),
  redo: ({ page }) => page.keyboard.press('ControlOrMeta+Shift+z'),
  fold: ({ page }) => page.keyboard.press('Space'),
  note: async ({ page }, random) => {
    await page.keyboard.press('m');
    await page.keyboard.type(`note ${Math.floor(random() * 1000)}`);
    await page.keyboard.press('Shift+Enter');
  },
  sidebar: ({ page }) => page.keyboard.press('ControlOrMeta+b'),
  bottom: ({ page }) => page.keyboard.press('ControlOrMeta+j'),
  inspector: ({ page }) => page.keyboard.press('ControlOrMeta+Alt+b'),
  palette: async ({ page }) => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.press('Escape');
  },
  runLight: async (app) => {
    const cell = app.cell('ExampleGen');
    if (await cell.frame.isVisible()) {
      await app.select('ExampleGen');
      await app.page.keyboard.press('ControlOrMeta+Enter');
    }
  },
};

/** The document as a person reads it, for comparing before and after. */
async function document(app: NotebookWindow): Promise<readonly string[]> {
  return app.outline
    .getByRole('listitem')
    .evaluateAll((items) => items.map((item) => item.querySelector('[class*="title"]')?.textContent ?? ''));
}

const seed = Number(process.env.MILLRACE_SEED ?? Date.now() % 1_000_000);

test('a hundred random actions break nothing, and the saved notebook is the one on the screen', async ({
  app,
}) => {
  test.setTimeout(300_000);
  test.info().annotations.push({ type: 'seed', description: String(seed) });
  const { page } = app;
  await app.openSample();
  await app.select('ExampleGen');
  const random = randomSource(seed);
  const names = Object.keys(actions);
  const done: string[] = [];
  for (let count = 0; count < 100; count += 1) {
    const name = names[Math.floor(random() * names.length)] ?? 'next';
    done.push(name);
    await actions[name]?.(app, random);
    const about = `after ${done.slice(-6).join(', ')} (action ${count}, seed ${seed})`;
    await expect(page.locator('[data-cell-frame][aria-current="true"]'), about).toHaveCount(1);
    await expect(page.getByText('Something went wrong in the window'), about).toHaveCount(0);
  }
  if (!(await app.outline.isVisible())) {
    await page.keyboard.press('ControlOrMeta+b');
  }
  await expect(page.getByRole('dialog', { name: /./ })).toHaveCount(0, { timeout: 15_000 });
  const before = await document(app);
  await app.command('Close the notebook');
  await page.getByRole('button', { name: /pets-segmentation/ }).click();
  await expect(app.outline).toBeVisible();
  expect(await document(app), `seed ${seed}`).toEqual(before);
});
