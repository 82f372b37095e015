import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CellModel } from './models/cell-model.ts';
import type { NotebookWindow } from './models/notebook-window.ts';
import { expectHead, expectPicture, inBothThemes } from './support/cell-picture.ts';
import { expect, test } from './viewers/support/finished-sample.ts';

/** From the last to the first, so that a cell that is run again finds what it reads. */
const kinds = [
  'Pusher',
  'Evaluator',
  'Trainer',
  'Transform',
  'ExampleValidator',
  'ImportSchemaGen',
  'SchemaGen',
  'StatisticsGen',
  'ExampleGen',
] as const;
/** Runs within the engine, not in a worker. */
const resolver = 'latest_blessed_model_resolver';

test.beforeEach(async ({ app }) => {
  test.skip(process.platform !== 'linux', 'Workers are found and halted as Linux does it');
  test.setTimeout(600_000);
  await app.page.setViewportSize({ width: 1280, height: 1000 });
  await app.command('Toggle inspector');
});

/** Of a cell at work only the heading is always the same: words about its progress come when its worker sends some. */
const headingOnly = { height: 56 } as const;

/** Shows the form of each cell: what it made is looked at in the tests of viewers. */
async function showForms(app: NotebookWindow): Promise<void> {
  for (const kind of [...kinds, resolver]) {
    await app.cell(kind).tab('Parameters').press('Enter');
  }
}

async function takeAll(
  app: NotebookWindow,
  names: readonly string[],
  state: string,
  options: Parameters<typeof expectHead>[2] = {},
): Promise<void> {
  await inBothThemes(app, async (theme) => {
    for (const name of names) {
      await expectHead(app.cell(name), `${name}-${state}-${theme}`, options);
    }
  });
}

/** Says yes to the question before a push, where there is one. */
async function runAll(app: NotebookWindow): Promise<void> {
  await app.page.getByRole('button', { name: 'Run all' }).press('Enter');
  await app.page.getByRole('dialog').getByRole('button', { name: 'Run and push' }).press('Enter');
}

async function runAgain(app: NotebookWindow, cell: CellModel, kind: string): Promise<void> {
  await cell.choose('Run cell again');
  if (kind === 'Pusher') {
    await app.page.getByRole('dialog').getByRole('button', { name: 'Push', exact: true }).press('Enter');
  }
}

/** Changes the notebook's file as another program does. */
async function rewrite(folder: string, changes: Readonly<Record<string, string>>): Promise<void> {
  const file = path.join(folder, 'work/pets.pipeline.yaml');
  const before = await readFile(file, 'utf8');
  const after = Object.entries(changes).reduce((text, [from, to]) => text.replace(from, to), before);
  expect(after).not.toBe(before);
  await writeFile(file, after);
}

test('@long the results of training, evaluation and push', async ({ app }) => {
  await inBothThemes(app, async (theme) => {
    for (const kind of ['Transform', resolver, 'Pusher']) {
      await expectPicture(app.cell(kind), `${kind}-fresh-${theme}`);
    }
    // Curves and figures of a training differ from machine to machine; what is around them does not.
    for (const kind of ['Trainer', 'Evaluator']) {
      await expectHead(app.cell(kind), `${kind}-fresh-${theme}`);
    }
  });
});

test('@long every kind of cell reused, stale, queued and blocked', async ({ app, folder, engine }) => {
  await showForms(app);
  await runAll(app);
  await expect(app.page.getByTitle(/^Reused from run/)).toHaveCount(kinds.length);
  await takeAll(app, kinds, 'reused', { isReused: true });

  await writeFile(path.join(folder, 'work/other.pbtxt'), 'feature { name: "image" type: FLOAT }');
  await rewrite(folder, { 'resize: 128': 'resize: 64', 'schema.pbtxt': 'other.pbtxt' });
  for (const kind of kinds) await app.cell(kind).expectState('stale');
  await takeAll(app, kinds, 'stale');

  {
    using _held = engine.holdWorkers();
    await runAll(app);
    await app.cell('ExampleGen').expectState('running');
    await takeAll(
      app,
      ['Pusher', 'Evaluator', 'Trainer', 'Transform', 'StatisticsGen', 'SchemaGen'],
      'queued',
    );
    await app.command('Cancel the run');
  }
  await app.cell('ExampleGen').expectState('cancelled');

  await rewrite(folder, { 'path: pets': 'path: nowhere', 'other.pbtxt': 'nowhere.pbtxt' });
  await app.cell('ExampleGen').expectState('blocked');
  await takeAll(
    app,
    kinds.filter((kind) => kind !== 'ImportSchemaGen'),
    'blocked',
  );
});

test('@long every kind of cell running, cancelling, cancelled and failed', async ({ app, engine }) => {
  await showForms(app);
  for (const kind of kinds) {
    const cell = app.cell(kind);
    {
      using _held = engine.holdWorkers();
      await runAgain(app, cell, kind);
      await cell.expectState('running');
      await takeAll(app, [kind], 'running', headingOnly);
      await cell.cancel();
      await cell.expectState('cancelling');
      // A worker that does not listen is killed after a while; until the engine goes on, it is not.
      engine.halt();
      await takeAll(app, [kind], 'cancelling', headingOnly);
      engine.proceed();
      await cell.expectState('cancelled');
      await takeAll(app, [kind], 'cancelled');
      await runAgain(app, cell, kind);
      await cell.expectState('running');
      engine.killWorkers();
    }
    await cell.expectState('failed');
    await takeAll(app, [kind], 'failed', { height: 230 });
    await cell.run();
    if (kind === 'Pusher') {
      await app.page.getByRole('dialog').getByRole('button', { name: 'Push', exact: true }).press('Enter');
    }
    await cell.expectState('fresh');
  }
});
