import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { currentVersion } from '../../destinations/filesystem/current-alias.ts';
import { readPushLog } from '../../destinations/filesystem/push-log.ts';
import type { LocatedArtifact, PastPush, PushCell } from '../../destinations/push-destination.ts';
import type { InputArtifact, Properties } from '../../pipeline/component.ts';
import { inputArtifact, runExecutor } from '../testing/run-executor.ts';
import { pusher } from './definition.ts';
import { folderDestination } from './destination.ts';
import { pusherExecutor } from './executor.ts';

async function trainedModel(): Promise<InputArtifact> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-model-'));
  await mkdir(path.join(folder, 'Format-Serving', 'variables'), { recursive: true });
  await writeFile(path.join(folder, 'Format-Serving', 'saved_model.pb'), 'graph');
  await writeFile(path.join(folder, 'Format-Serving', 'variables', 'variables.index'), 'index');
  return inputArtifact('Model', folder, { id: 15, digest: `sha256-${path.basename(folder)}` });
}

function blessing(customProperties: Properties): readonly InputArtifact[] {
  return [inputArtifact('ModelBlessing', tmpdir(), { customProperties })];
}

function run(inputs: Readonly<Record<string, readonly InputArtifact[]>>, pipelineRoot?: string) {
  const parameters = pusher.parameters.parse({});
  return runExecutor(
    pusherExecutor,
    { parameters, inputs, outputs: { pushed_model: 'PushedModel' } },
    pipelineRoot,
  );
}

const propertiesOf = (finished: Awaited<ReturnType<typeof run>>) =>
  finished.result?.outputs?.pushed_model?.customProperties;

test('the Pusher pushes a blessed model, points current at it, and records it as TFX does', async () => {
  const model = await trainedModel();
  const finished = await run({ model: [model], model_blessing: blessing({ blessed: 1 }) });
  const properties = propertiesOf(finished);
  const base = path.join(finished.pipelineRoot, 'serving_model');
  const version = String(properties?.pushed_version);
  assert.deepEqual(properties, {
    pushed: 1,
    pushed_destination: path.join(base, version),
    pushed_version: version,
    model_id: 15,
  });
  assert.match(version, /^\d{10}$/);
  assert.equal(await currentVersion(base), version);
  assert.deepEqual((await readdir(finished.folders.pushed_model!)).sort(), ['saved_model.pb', 'variables']);
  assert.deepEqual(
    (await readPushLog(base)).map(({ action, digest }) => ({ action, digest })),
    [{ action: 'push', digest: model.digest }],
  );
});

for (const [name, inputs, reason] of [
  ['a refused model', { model_blessing: blessing({ blessed: 0 }) }, /did not bless/],
  ['a model that was not validated', { model_blessing: blessing({}) }, /not validated/],
  ['a model that could not be served', { infra_blessing: blessing({ blessed: 0 }) }, /could not be served/],
] as const) {
  test(`the Pusher does not push ${name}, and says why`, async () => {
    const finished = await run({ model: [await trainedModel()], ...inputs });
    assert.equal(propertiesOf(finished)?.pushed, 0);
    assert.match(String(propertiesOf(finished)?.reason), reason);
    assert.deepEqual(await readdir(finished.folders.pushed_model!), []);
    assert.ok(!(await readdir(finished.pipelineRoot)).includes('serving_model'));
  });
}

test('the Pusher pushes without any blessing, with a warning', async () => {
  const finished = await run({ model: [await trainedModel()] });
  assert.equal(propertiesOf(finished)?.pushed, 1);
  assert.match(finished.log[0] ?? '', /^warning: No blessing/);
});

const context = async () => ({
  notebookDirectory: tmpdir(),
  pipelineRoot: await mkdtemp(path.join(tmpdir(), 'millrace-root-')),
  pipelineName: 'test',
  signal: new AbortController().signal,
});

function located(artifact: InputArtifact): LocatedArtifact {
  return {
    ...artifact,
    sizeBytes: null,
    state: 'live',
    createdMs: 0,
    producer: null,
    properties: {},
    customProperties: artifact.customProperties as LocatedArtifact['customProperties'],
  };
}

function cell(inputs: Readonly<Record<string, readonly InputArtifact[]>>): PushCell {
  const entries = Object.entries(inputs).map(([key, list]) => [key, list.map(located)] as const);
  return {
    id: 'Pusher',
    component: 'Pusher',
    parameters: pusher.parameters.parse({}),
    inputs: Object.fromEntries(entries),
  };
}

test('folderDestination.plan() changes nothing and compares with the newest version', async () => {
  const around = await context();
  const model = await trainedModel();
  const inputs = { model: [model], model_blessing: blessing({ blessed: 1 }) };
  const before = await folderDestination.plan(cell(inputs), around);
  assert.deepEqual(await readdir(around.pipelineRoot), []);
  await run(inputs, around.pipelineRoot);
  await writeFile(path.join(model.path, 'Format-Serving', 'variables', 'variables.index'), 'other');
  const after = await folderDestination.plan(cell(inputs), around);

  const changes = (plan: typeof before) => plan.files.map(({ path: file, change }) => [file, change]);
  assert.deepEqual(
    { allowed: before.allowed, changes: changes(before), notes: before.notes },
    {
      allowed: true,
      changes: [
        ['variables/variables.index', 'added'],
        ['saved_model.pb', 'added'],
      ],
      notes: [],
    },
  );
  assert.deepEqual(changes(after), [
    ['variables/variables.index', 'changed'],
    ['saved_model.pb', 'unchanged'],
  ]);
  assert.match(after.notes[0] ?? '', /pushed before as version \d+/);
});

test('folderDestination.plan() says why a push is not allowed', async () => {
  const plan = await folderDestination.plan(
    cell({ model_blessing: blessing({ blessed: 0 }) }),
    await context(),
  );
  assert.equal(plan.allowed, false);
  assert.match(plan.notes.join('\n'), /did not bless[\s\S]*no model yet/);
});

test('folderDestination.rollback() makes an earlier push current again and records it', async () => {
  const around = await context();
  const pushes: PastPush[] = [];
  for (const id of [1, 2]) {
    const finished = await run({ model: [await trainedModel()] }, around.pipelineRoot);
    const artifact = inputArtifact('PushedModel', tmpdir(), {
      id,
      customProperties: propertiesOf(finished)!,
    });
    pushes.push({
      artifact: located(artifact),
      executionId: id,
      cell: 'Pusher',
      parameters: {},
      modelArtifactId: 15,
    });
  }
  const current = async () =>
    [...(await folderDestination.describe(pushes, around))].map(([id, push]) => [id, push.current]);
  assert.deepEqual(await current(), [
    [1, false],
    [2, true],
  ]);
  await folderDestination.rollback!(pushes[0]!, around);
  assert.deepEqual(await current(), [
    [1, true],
    [2, false],
  ]);
  const log = await readPushLog(path.join(around.pipelineRoot, 'serving_model'));
  assert.deepEqual(
    log.map(({ action }) => action),
    ['push', 'push', 'rollback'],
  );
});
