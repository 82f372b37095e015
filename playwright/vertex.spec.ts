import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { smallSample } from '../engine/cli/testing/small-sample.ts';
import { StorageDouble } from '../engine/destinations/vertex/testing/storage-double.ts';
import { VertexDouble } from '../engine/destinations/vertex/testing/vertex-double.ts';
import { SavedModelSession } from '../engine/tensorflow/saved-model/session.ts';
import { pushFrom } from './support/hub.ts';
import { test as base, expect } from './support/test.ts';

interface Cloud {
  readonly vertex: VertexDouble;
  readonly storage: StorageDouble;
}

/** Doubles of Vertex AI and Cloud Storage, and a small sample that pushes to them. */
const test = base.extend<{ readonly cloud: Cloud }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a destructured first parameter
  cloud: async ({}, use) => {
    await using vertex = await VertexDouble.start();
    await using storage = await StorageDouble.start('models');
    const emulators = {
      MILLRACE_VERTEX_EMULATOR: `127.0.0.1:${vertex.port}`,
      MILLRACE_STORAGE_EMULATOR: storage.url,
    };
    Object.assign(process.env, emulators);
    await use({ vertex, storage });
    for (const name of Object.keys(emulators)) delete process.env[name];
  },
  notebook: async ({ cloud: _cloud }, use) => {
    const file = await smallSample((cells) => [
      ...cells
        .filter(({ id }) => ['ExampleGen', 'ImportSchemaGen', 'Transform', 'Trainer'].includes(id))
        .map((cell) =>
          cell.id === 'Trainer' ? { ...cell, parameters: { ...cell.parameters, train_steps: 1 } } : cell,
        ),
      {
        id: 'VertexPusher',
        component: 'VertexPusher',
        inputs: { model: 'Trainer.model', examples: 'ExampleGen.examples' },
        parameters: { project: 'p', staging_folder: 'gs://models/staging' },
      },
    ]);
    await use(file);
  },
});

test('a trained model goes to Vertex as versions with a canary, answers there as here, and is rolled back', async ({
  app,
  cloud: { vertex, storage },
  folder,
  page,
}) => {
  test.setTimeout(240_000);
  vertex.predict = (instances) => predictWith(storage, path.join(folder, 'served'), instances);
  await pushFrom(app, 'VertexPusher');
  await app.cell('VertexPusher').expectState('fresh', { timeout: 180_000 });
  const [endpoint] = [...vertex.endpoints.endpoints.values()];
  const [first] = endpoint?.deployedModels ?? [];
  expect(endpoint?.trafficSplit).toEqual({ [String(first?.id)]: 100 });

  await app.cell('VertexPusher').tab('Parameters').click();
  await app
    .cell('VertexPusher')
    .frame.getByRole('button', { name: /more at their defaults/ })
    .click();
  await app.cell('VertexPusher').field('Traffic').fill('20');
  await app.cell('VertexPusher').field('Traffic').press('Tab');
  await app.cell('VertexPusher').expectState('stale');
  await pushFrom(app, 'VertexPusher');
  await app.cell('VertexPusher').expectState('fresh');
  const [, canary] = endpoint?.deployedModels ?? [];
  expect(endpoint?.trafficSplit).toEqual({ [String(first?.id)]: 80, [String(canary?.id)]: 20 });
  const [versions] = [...vertex.models.versions.values()];
  expect(versions?.map(({ versionId, displayName }) => [versionId, displayName])).toEqual([
    ['1', 'pets-segmentation'],
    ['2', 'pets-segmentation'],
  ]);
  expect(vertex.calls.filter(({ method }) => method === 'predict')).toHaveLength(2);

  await app.cell('VertexPusher').tab('Pushed model').click();
  const pushes = app.cell('VertexPusher').frame.getByRole('table', { name: 'Pushes' });
  await expect(pushes.getByText('2, 20 % of the traffic')).toBeVisible();
  await pushes.getByRole('button', { name: 'Roll back' }).last().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  await expect.poll(() => endpoint?.trafficSplit).toEqual({ [String(first?.id)]: 100 });
});

test('a run on Vertex AI Pipelines is submitted, followed in the cells, and cancelled', async ({
  app,
  cloud: { vertex },
  page,
}) => {
  vertex.jobs.runPipelineJob = async (job) => {
    const taskDetails = [
      { taskName: 'example-gen', state: 'SUCCEEDED' },
      { taskName: 'trainer', state: 'RUNNING' },
    ];
    Object.assign(job, { jobDetail: { taskDetails } });
    return new Promise(() => undefined);
  };
  await expect(app.cell('Trainer').frame).toBeVisible();
  await app.command('Run on Vertex AI Pipelines');
  const dialog = page.getByRole('dialog', { name: 'Run on Vertex AI Pipelines' });
  await dialog.getByLabel('Container image').fill('us-docker.pkg.dev/p/millrace/pets:1');
  await dialog.getByLabel('Pipeline root').fill('gs://models/runs');
  await dialog.getByLabel('Project').fill('p');
  await dialog.getByRole('button', { name: 'Submit' }).click();
  await expect(dialog.getByRole('cell', { name: 'running' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).click();
  const badge = (cell: string, state: string) =>
    app.cell(cell).frame.getByRole('button', { name: `On Vertex AI Pipelines: ${state}` });
  await expect(badge('ExampleGen', 'succeeded')).toBeVisible();
  await expect(badge('Trainer', 'running')).toBeVisible();

  await badge('Trainer', 'running').click();
  await dialog.getByRole('button', { name: 'Cancel this run' }).click();
  await expect(dialog.getByRole('cell', { name: 'cancelled' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('Run on Vertex AI Pipelines: cancelled');
});

/** Answers as the service would: with the SavedModel that lies in the bucket. */
async function predictWith(storage: StorageDouble, folder: string, instances: readonly unknown[]) {
  const [staged = ''] = [...storage.objects.keys()].filter((name) => name.endsWith('/saved_model.pb'));
  const prefix = staged.slice(0, -'saved_model.pb'.length);
  for (const [name, { content }] of storage.objects) {
    if (!name.startsWith(prefix)) continue;
    const file = path.join(folder, name.slice(prefix.length));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  using session = await SavedModelSession.open(folder);
  const data = instances.map((instance) => Buffer.from((instance as { string_input: string }).string_input));
  const { seg_mask: mask } = session.run('serving_default', {
    string_input: { dtype: 'string', shape: [data.length], data },
  });
  const flat = Array.from(mask?.data as BigInt64Array, Number);
  const [count = 0, height = 0, width = 0] = mask?.shape ?? [];
  return Array.from({ length: count }, (_, index) =>
    Array.from({ length: height }, (_, row) => {
      const start = (index * height + row) * width;
      return flat.slice(start, start + width);
    }),
  );
}
