import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { canaryToken } from '../engine/destinations/hub/testing/test-connection.ts';
import { SavedModelSession } from '../engine/tensorflow/saved-model/session.ts';
import { projectFolder } from './support/engine-process.ts';
import { test as base, filesHolding, pushFrom, segmentIn, signIn } from './support/hub.ts';
import { expect } from './support/test.ts';

/** The sample with little training, and a push of everything to the Hub. */
const test = base.extend({
  notebook: async ({ folder, hub: _hub }, use) => {
    const sample = path.join(folder, 'sample');
    await cp(path.join(projectFolder, 'assets/samples'), sample, { recursive: true });
    const file = path.join(sample, 'pets.pipeline.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('batch_size: 16', 'batch_size: 16\n      train_steps: 4') + pushCell);
    await use(file);
  },
});

const pushCell = `
  - id: HFPusher
    component: HFPusher
    inputs:
      model: Trainer.model
      transform_graph: Transform.transform_graph
      schema: ImportSchemaGen.schema
      statistics: StatisticsGen.statistics
      examples: ExampleGen.examples
      model_run: Trainer.model_run
    parameters:
      space: both
      visibility: public
`;

test('@long the trained sample and both Spaces go to the Hub and come back byte for byte', async ({
  app,
  hub,
  folder,
  page,
}) => {
  test.setTimeout(600_000);
  await signIn(app);
  await app.select('HFPusher');
  await pushFrom(app, 'HFPusher');
  await app.cell('HFPusher').expectState('fresh', { timeout: 500_000 });
  const [, version = ''] = [...hub.store.find('model', 'ada/pets-segmentation').branches.keys()];
  const serving = await findServing(folder);
  for (const file of [
    'saved_model.pb',
    'variables/variables.index',
    'variables/variables.data-00000-of-00001',
  ]) {
    const pushed = hub.store.read({
      type: 'model',
      id: 'ada/pets-segmentation',
      path: file,
      revision: version,
    });
    expect(pushed.equals(await readFile(path.join(serving, file))), file).toBe(true);
  }
  expect(hub.store.paths({ type: 'space', id: 'ada/pets-segmentation-gradio' })).toEqual(
    expect.arrayContaining(['app.py', 'examples/1.png', 'space.json']),
  );
  expect(await filesHolding(folder, canaryToken)).toEqual([]);

  const picture = hub.store.read({ type: 'space', id: 'ada/pets-segmentation', path: 'examples/1.png' });
  await page.goto(`${hub.url}/static/ada/pets-segmentation/`);
  expect(await segmentIn(page, picture)).toEqual(await maskOf(serving, picture));
});

/** The SavedModel that the Trainer wrote somewhere below the test's folder. */
async function findServing(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const name = names.find((entry) => /Trainer\/model\/\d+\/Format-Serving\/saved_model\.pb$/.test(entry));
  return path.join(folder, path.dirname(String(name)));
}

/** What the engine's own session answers for a picture. */
async function maskOf(serving: string, picture: Buffer): Promise<readonly number[]> {
  using session = await SavedModelSession.open(serving);
  const encoded = Buffer.from(picture.toString('base64url'));
  const { seg_mask: mask } = session.run('serving_default', {
    string_input: { dtype: 'string', shape: [1], data: [encoded] },
  });
  return Array.from(mask?.data as BigInt64Array, Number);
}
