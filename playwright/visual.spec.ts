import { expectPicture, inBothThemes } from './support/cell-picture.ts';
import { expect, test } from './support/test.ts';

const kinds = [
  'ExampleGen',
  'StatisticsGen',
  'SchemaGen',
  'ImportSchemaGen',
  'ExampleValidator',
  'Transform',
  'Trainer',
  'latest_blessed_model_resolver',
  'Evaluator',
  'Pusher',
] as const;
const dataKinds = kinds.slice(0, 5);

test.beforeEach(async ({ app }) => {
  test.setTimeout(300_000);
  await app.page.setViewportSize({ width: 1280, height: 1000 });
  await app.openSample();
});

test('@long every kind of cell that has not run', async ({ app }) => {
  await inBothThemes(app, async (theme) => {
    for (const kind of kinds) {
      await expectPicture(app.cell(kind), `${kind}-empty-${theme}`);
    }
  });
});

test('@long data cells that are fresh, then stale', async ({ app }) => {
  await app.cell('ExampleValidator').run();
  await app.cell('ExampleValidator').expectState('fresh', { timeout: 120_000 });
  await app.cell('SchemaGen').run();
  await app.cell('SchemaGen').expectState('fresh');
  await inBothThemes(app, async (theme) => {
    for (const kind of dataKinds) {
      await expectPicture(app.cell(kind), `${kind}-fresh-${theme}`);
    }
  });
  await app.cell('ExampleGen').tab('Parameters').click();
  await app.cell('ExampleGen').field('Image side').fill('64');
  await app.page.keyboard.press('Enter');
  await app.cell('StatisticsGen').expectState('stale');
  await inBothThemes(app, async (theme) => {
    for (const kind of ['ExampleGen', 'StatisticsGen', 'SchemaGen', 'ExampleValidator'] as const) {
      await expectPicture(app.cell(kind), `${kind}-stale-${theme}`);
    }
  });
});

test('@long cells that failed or cannot run', async ({ app }) => {
  const { page } = app;
  const transform = app.cell('Transform');
  await transform.tab('preprocessing.ts').click();
  await transform.frame.getByRole('textbox', { name: 'Code of preprocessing.ts' }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type("throw new Error('on purpose');");
  await page.keyboard.press('ControlOrMeta+s');
  await expect(transform.frame.getByRole('button', { name: 'Saved' })).toBeVisible();
  await transform.tab('Parameters').click();
  await transform.run();
  await transform.expectState('failed', { timeout: 120_000 });
  await inBothThemes(app, (theme) => expectPicture(transform, `Transform-failed-${theme}`));
  await app.cell('ExampleGen').tab('Parameters').click();
  await app.cell('ExampleGen').field('Folder').fill('nowhere');
  await page.keyboard.press('Enter');
  await app.cell('ExampleGen').expectState('blocked');
  await inBothThemes(app, (theme) => expectPicture(transform, `Transform-blocked-${theme}`));
});

test('@long the palette, settings and the graph', async ({ app }) => {
  const { page } = app;
  await inBothThemes(app, async (theme) => {
    const shown = async (name: string) =>
      expect(page).toHaveScreenshot(`${name}-${theme}.png`, {
        mask: [page.locator('footer'), page.locator('time')],
        maskColor: '#808080',
      });
    await page.keyboard.press('ControlOrMeta+k');
    await shown('palette');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+,');
    await shown('settings');
    await page.keyboard.press('Escape');
    await app.command('Show the step graph');
    await expect(page.locator('.react-flow__node').first()).toBeVisible();
    await shown('graph');
    await app.command('Show the step graph');
  });
});
