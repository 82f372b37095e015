import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { components } from '../components/registry.ts';
import { Session } from './session.ts';

type Golden = Record<string, { readonly impl: number; readonly outputs: Record<string, string> }>;

const goldenFile = fileURLToPath(new URL('./fixtures/golden-digests.json', import.meta.url));
const samples = fileURLToPath(new URL('../../assets/samples', import.meta.url));

/** Components whose outputs do not depend on the processor: what TensorFlow computes differs in the last bits. */
const notebook = `millrace: 1
name: golden
cells:
  - { id: ExampleGen, component: ExampleGen, parameters: { format: images, path: pets, resize: 128 } }
  - { id: StatisticsGen, component: StatisticsGen, inputs: { examples: ExampleGen.examples } }
  - { id: SchemaGen, component: SchemaGen, inputs: { statistics: StatisticsGen.statistics } }
  - { id: ImportSchemaGen, component: ImportSchemaGen, parameters: { schema_file: schema.pbtxt } }
  - id: ExampleValidator
    component: ExampleValidator
    inputs: { statistics: StatisticsGen.statistics, schema: ImportSchemaGen.schema }
`;

async function makeFixture(folder: string): Promise<void> {
  await mkdir(join(folder, 'pets', 'images'), { recursive: true });
  await mkdir(join(folder, 'pets', 'annotations', 'trimaps'), { recursive: true });
  for (const name of [
    'creature_001',
    'creature_002',
    'creature_003',
    'creature_004',
    'creature_005',
    'creature_006',
  ]) {
    await cp(join(samples, 'pets', 'images', `${name}.jpg`), join(folder, 'pets', 'images', `${name}.jpg`));
    const mask = join('pets', 'annotations', 'trimaps', `${name}.png`);
    await cp(join(samples, mask), join(folder, mask));
  }
  await cp(join(samples, 'schema.pbtxt'), join(folder, 'schema.pbtxt'));
  await writeFile(join(folder, 'golden.pipeline.yaml'), notebook);
}

async function runFixture(folder: string, root: string): Promise<Golden> {
  const session = await Session.open({
    path: join(folder, 'golden.pipeline.yaml'),
    root,
    components,
    executors: new URL('../components/executors.ts', import.meta.url).href,
    trusted: true,
  });
  try {
    const { cells } = await session.startRun().done;
    assert.deepEqual(
      cells.filter(({ state }) => state !== 'succeeded'),
      [],
    );
    const entries = cells.map(({ component, executionId }) => {
      const outputs = Object.entries(session.reader.execution(executionId ?? 0).outputs).map(
        ([key, artifacts]) => [key, artifacts[0]?.digest ?? ''] as const,
      );
      const impl = components.find(({ name }) => name === component)?.impl ?? 0;
      return [component, { impl, outputs: Object.fromEntries(outputs) }] as const;
    });
    return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  } finally {
    await session.close();
  }
}

test('K3 a component that gives other outputs for equal inputs has another `impl` number', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await makeFixture(folder);
  const found = await runFixture(folder, join(folder, 'first'));
  assert.deepEqual(await runFixture(folder, join(folder, 'second')), found, 'outputs are deterministic');
  if (process.env.MILLRACE_UPDATE_GOLDEN === '1' || !existsSync(goldenFile)) {
    await writeFile(goldenFile, `${JSON.stringify(found, undefined, 2)}\n`);
  }
  const golden = JSON.parse(await readFile(goldenFile, 'utf8')) as Golden;
  const update = 'then run this test with MILLRACE_UPDATE_GOLDEN=1';
  for (const [component, { impl, outputs }] of Object.entries(found)) {
    if (golden[component]?.impl === impl) {
      assert.deepEqual(
        outputs,
        golden[component].outputs,
        `${component} changed its outputs: raise its \`impl\`, ${update}`,
      );
    }
    assert.equal(
      golden[component]?.impl,
      impl,
      `The golden digests are of another \`impl\` of ${component}: ${update}`,
    );
  }
});
