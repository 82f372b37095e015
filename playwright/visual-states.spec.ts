import type { NotebookWindow } from './models/notebook-window.ts';
import { expectHead, expectPicture, inBothThemes } from './support/cell-picture.ts';
import { writeTableNotebook } from './support/table-notebook.ts';
import { test as base, expect } from './support/test.ts';

const test = base.extend({
  notebook: async ({ folder }, use) => {
    await use(await writeTableNotebook(folder));
  },
});

test.beforeEach(async ({ app }) => {
  test.setTimeout(180_000);
  await app.page.setViewportSize({ width: 1280, height: 1000 });
  for (const id of ['Data', 'Numbers']) await showForm(app, id);
});

/** States are told in the head of a cell and above its views; the form below is the same in all of them. */
async function showForm(app: NotebookWindow, id: string): Promise<void> {
  await app.cell(id).tab('Parameters').press('Enter');
}

async function changeFolder(app: NotebookWindow, folder: string): Promise<void> {
  const field = app.cell('Data').field('Folder');
  await field.fill(folder);
  await field.press('Enter');
}

test('@long a cell in each state it can be in', async ({ app, engine }) => {
  test.skip(process.platform !== 'linux', 'Workers are found and halted as Linux does it');
  const [data, numbers] = [app.cell('Data'), app.cell('Numbers')];
  const take = (name: string) => inBothThemes(app, (theme) => expectPicture(data, `Data-${name}-${theme}`));
  await take('empty');

  // With the engine halted, what runs stays as it is for as long as the pictures take.
  await numbers.run();
  await data.expectState('running');
  await expect(data.frame.locator('[class*="words"]')).toBeVisible();
  engine.halt();
  await take('running');
  await inBothThemes(app, (theme) => expectPicture(numbers, `Numbers-queued-${theme}`));
  engine.proceed();
  await numbers.expectState('fresh');
  await showForm(app, 'Data');
  await showForm(app, 'Numbers');
  await take('fresh');
  await data.run();
  await expect(data.frame.getByTitle(/^Reused from run/)).toBeVisible();
  await inBothThemes(app, (theme) => expectHead(data, `Data-reused-${theme}`, { isReused: true }));
  await showForm(app, 'Data');

  await changeFolder(app, 'nowhere');
  await data.expectState('blocked');
  await take('blocked');
  await inBothThemes(app, (theme) => expectPicture(numbers, `Numbers-blocked-${theme}`));
  await changeFolder(app, 'table');
  await data.expectState('fresh');

  {
    using _held = engine.holdWorkers();
    await data.choose('Run cell again');
    await data.expectState('running');
    await data.cancel();
    await data.expectState('cancelling');
    // A worker that does not listen is killed after a while; with the engine halted, it is not.
    engine.halt();
    await inBothThemes(app, (theme) => expectHead(data, `Data-cancelling-${theme}`, { height: 56 }));
    engine.proceed();
    await data.expectState('cancelled');
    await take('cancelled');
    await data.choose('Run cell again');
    await data.expectState('running');
    engine.killWorkers();
  }
  await data.expectState('failed');
  await take('failed');
});

test('@long a note, and a cell that is folded', async ({ app }) => {
  const { page } = app;
  await app.select('Data');
  await page.keyboard.press('m');
  await expect(page.getByRole('textbox', { name: /Text of the note/ })).toBeFocused();
  await page.keyboard.type('## A heading\n\nWords, **strong** and `code`.');
  await page.keyboard.press('Shift+Enter');
  const note = app.cell((await app.cellIds())[1] ?? '');
  await expect(note.frame.getByRole('heading', { name: 'A heading' })).toBeVisible();
  await inBothThemes(app, (theme) => expectPicture(note, `note-${theme}`));
  await app.select('Data');
  await page.keyboard.press('Space');
  await inBothThemes(app, (theme) => expectPicture(app.cell('Data'), `Data-folded-${theme}`));
});
