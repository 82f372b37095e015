import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { hfPusherExecutor } from '../engine/components/hf-pusher/executor.ts';
import { makePushCase, type PushCase } from '../engine/components/hf-pusher/testing/push-context.ts';
import { sampleSize } from '../engine/components/hf-pusher/testing/sample-push.ts';
import { canaryToken } from '../engine/destinations/hub/testing/test-connection.ts';
import { test as base, filesHolding, pushFrom, segmentIn, signIn } from './support/hub.ts';
import { expect } from './support/test.ts';

interface HubFixtures {
  /** Artifacts of a small model with its preprocessing. */
  readonly pushCase: PushCase;
}

const test = base.extend<HubFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a destructured first parameter
  pushCase: async ({}, use) => {
    const pushCase = await makePushCase();
    await use(pushCase);
    await pushCase[Symbol.asyncDispose]();
  },
  notebook: async ({ hub, pushCase, folder }, use) => {
    await hfPusherExecutor(
      pushCase.context({ repo_name: 'base', visibility: 'public' }, { token: canaryToken }),
    );
    const [, version] = [...hub.store.find('model', 'ada/base').branches.keys()];
    const file = path.join(folder, 'hub.pipeline.yaml');
    await writeFile(file, notebookText(String(version)));
    await use(file);
  },
});

/** Fetches a model from the Hub and pushes it elsewhere: the whole way without training. */
const notebookText = (version: string) => `millrace: 1
name: hub-story
cells:
  - id: Fetch
    component: HFImporter
    parameters: { repo_id: ada/base, revision: ${version} }
  - id: Push
    component: HFPusher
    inputs: { model: Fetch.model }
    parameters: { space: gradio, update_main: true }
  - id: ToBase
    component: HFPusher
    inputs: { model: Fetch.model }
    parameters: { repo_name: base }
`;

test('a static Space, as it was pushed, segments a picture as its model does', async ({
  hub,
  pushCase,
  page,
  faults: _faults,
}) => {
  await hfPusherExecutor(pushCase.context({ space: 'static' }, { token: canaryToken }));
  const pixels = Uint8Array.from({ length: sampleSize * sampleSize * 3 }, (_, index) => (index * 53) % 256);
  const raw = { width: sampleSize, height: sampleSize, channels: 3 } as const;
  const picture = await sharp(pixels, { raw }).png().toBuffer();
  await page.goto(`${hub.url}/static/ada/pets/`);
  expect(await segmentIn(page, picture)).toEqual(strongestChannels(pixels));
});

test('the app signs in, shows the dry run, pushes, and keeps the token to itself', async ({
  app,
  hub,
  folder,
}) => {
  const { page } = app;
  const received: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => received.push(String(payload))),
  );
  await page.reload();
  await app.command('Accounts');
  const form = page.getByRole('region', { name: 'Hugging Face' });
  await form.getByLabel('Access token').fill('hf_wrongWrongWrong');
  await form.getByRole('button', { name: 'Sign in' }).click();
  await expect(form.getByText(/Sign in again/)).toBeVisible();
  await page.keyboard.press('Escape');
  await signIn(app);

  await app.cell('Fetch').run();
  await app.cell('Fetch').expectState('fresh');
  await app.cell('Push').run();
  const dialog = page.getByRole('alertdialog').or(page.getByRole('dialog'));
  await expect(dialog.getByText('the private model repository ada/hub-story')).toBeVisible();
  await dialog.getByRole('button', { name: /^Push/ }).click();
  await app.cell('Push').expectState('fresh');

  const version = [...hub.store.find('model', 'ada/hub-story').branches.keys()].find(
    (name) => name !== 'main',
  );
  await expect(app.cell('Push').frame.getByText(`version ${version}`)).toBeVisible();
  for (const file of ['saved_model.pb', 'variables/variables.data-00000-of-00001']) {
    const pushed = hub.store.read({
      type: 'model',
      id: 'ada/hub-story',
      revision: String(version),
      path: file,
    });
    const base = hub.store.find('model', 'ada/base');
    const [, first] = [...base.branches.keys()];
    expect(
      pushed.equals(hub.store.read({ type: 'model', id: 'ada/base', revision: String(first), path: file })),
    ).toBe(true);
  }
  expect(hub.store.paths({ type: 'space', id: 'ada/hub-story-gradio' })).toContain('app.py');
  expect(await filesHolding(folder, canaryToken)).toEqual([]);
  expect(await page.content()).not.toContain(canaryToken);
  expect(received.length).toBeGreaterThan(5);
  expect(received.filter((frame) => frame.includes(canaryToken))).toEqual([]);
});

test('a push that breaks off says why, and the next run completes the same version', async ({ app, hub }) => {
  await signIn(app);
  await app.cell('Fetch').run();
  await app.cell('Fetch').expectState('fresh');
  const full = { status: 403, message: 'Private repository storage limit reached' } as const;
  hub.inject({ path: /hub-story-gradio\/commit/, effect: { kind: 'status', ...full } });
  await pushFrom(app, 'Push');
  await app.cell('Push').expectState('failed');
  await expect(
    app
      .cell('Push')
      .frame.getByText(/the storage of this owner is full/)
      .first(),
  ).toBeVisible();
  const versions = () => [...hub.store.find('model', 'ada/hub-story').branches.keys()];
  const begun = versions();
  await pushFrom(app, 'Push');
  await app.cell('Push').expectState('fresh');
  expect(versions()).toEqual(begun);
  expect(hub.store.paths({ type: 'space', id: 'ada/hub-story-gradio' })).toContain('app.py');
});

test('versions on the Hub can be compared with and brought back, and a Space says what it lacks', async ({
  app,
  hub,
}) => {
  await signIn(app);
  await app.cell('Fetch').run();
  await app.cell('Fetch').expectState('fresh');
  const [, version] = [...hub.store.find('model', 'ada/base').branches.keys()];
  await app.select('ToBase');
  const push = app.cell('ToBase').frame;
  const versions = push.getByRole('table', { name: 'Versions on the Hub' });
  await expect(versions.getByRole('row')).toHaveCount(2);
  await expect(versions.getByText('accuracy 0.875')).toBeVisible();
  await versions.getByRole('button', { name: 'Compare' }).click();
  await expect(push.getByText(`Changes are against "${version}"`)).toBeVisible();
  await push.getByRole('button', { name: 'Try the static Space' }).click();
  await expect(push.getByText('A static Space needs the preprocessing of the model')).toBeVisible();
  await versions.getByRole('button', { name: 'Fetch as model' }).click();
  await expect(app.cell(`Fetch_${version}`).frame).toBeVisible();
  await app.cell(`Fetch_${version}`).run();
  await app.cell(`Fetch_${version}`).expectState('fresh');
});

function strongestChannels(pixels: Uint8Array): number[] {
  return Array.from({ length: pixels.length / 3 }, (_, index) => {
    const channels = [...pixels.subarray(index * 3, index * 3 + 3)];
    return channels.indexOf(Math.max(...channels));
  });
}
