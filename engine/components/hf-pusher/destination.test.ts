import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';
import type { HubDouble } from '../../destinations/hub/testing/hub-double.ts';
import { pointToHub } from '../../destinations/hub/testing/hub-endpoint.ts';
import { canaryToken, startTestHub } from '../../destinations/hub/testing/test-connection.ts';
import type { PastPush, PushCell } from '../../destinations/push-destination.ts';
import type { HFPusherParameters } from './definition.ts';
import { createHubDestination } from './destination.ts';
import { hfPusherExecutor } from './executor.ts';
import { makePushCase, type PushCase } from './testing/push-context.ts';

let hub: HubDouble;
let pushCase: PushCase;
let endpoint: Disposable;
const destination = createHubDestination({ get: () => canaryToken });

beforeEach(async () => {
  hub = await startTestHub();
  endpoint = pointToHub(hub.url);
  pushCase = await makePushCase();
});
afterEach(async () => {
  endpoint[Symbol.dispose]();
  await hub[Symbol.asyncDispose]();
  await pushCase[Symbol.asyncDispose]();
});

test('push.plan says what a first push creates, and changes nothing', async () => {
  const plan = await destination.plan(cell({ space: 'both', tag: 'best' }), pushCase.context());
  assert.equal(plan.destination, `${hub.url}/ada/pets`);
  assert.deepEqual(
    plan.creates.map((line) => line.replace(/v\d{10}/, 'v')),
    [
      'the private model repository ada/pets',
      'the branch v with one commit',
      'the tag best',
      'the private static Space ada/pets',
      'the private gradio Space ada/pets-gradio',
    ],
  );
  assert.ok(plan.allowed && plan.notes.some((note) => note.includes('HF_TOKEN')));
  assert.ok(plan.files.every((file) => file.change === 'added'));
  assert.ok(plan.files.some((file) => file.path === 'spaces/ada/pets-gradio/app.py'));
  assert.equal(hub.store.repositories.size, 0);
  assert.ok(hub.requests.every(({ method }) => method === 'GET'));
});

test('push.plan compares with the newest version, or with the one it is told', async () => {
  const first = await push({ space: 'none' });
  await push({ description: 'Another text' }, 'second');
  const changes = async (compareWith?: string) => {
    const plan = await destination.plan(
      cell({ description: 'Another text' }),
      pushCase.context(),
      compareWith,
    );
    const changed = plan.files.filter((file) => file.change !== 'unchanged').map((file) => file.path);
    return { changed, notes: plan.notes };
  };
  const newest = await changes();
  assert.deepEqual(newest.changed, []);
  assert.match(newest.notes[0] ?? '', /pushed before as v/);
  const older = await changes(first);
  assert.ok(older.notes.includes(`Changes are against "${first}"`));
  assert.deepEqual(older.changed, ['README.md', 'millrace.json']);
});

test('push.plan of an equal push creates nothing, unless it is to be pushed again', async () => {
  await push({ space: 'gradio', update_main: true });
  const creates = async (parameters: Partial<HFPusherParameters>) =>
    (await destination.plan(cell({ space: 'gradio', update_main: true, ...parameters }), pushCase.context()))
      .creates;
  assert.deepEqual(await creates({}), []);
  const again = await creates({ push_again: true });
  assert.deepEqual(again.slice(1), ['a commit on main', 'a commit on the gradio Space ada/pets-gradio']);
});

test('push.plan does not allow what the Evaluator refused', async () => {
  const context = pushCase.context({}, { blessed: 0 });
  const plan = await destination.plan({ ...cell({}), inputs: inputsOf(context) }, context);
  assert.equal(plan.allowed, false);
  assert.match(plan.notes[0] ?? '', /did not bless/);
});

test('push.versions lists what is on the Hub with the metrics of each card', async () => {
  const first = await push({ space: 'none' });
  const second = await push({ description: 'Another text' }, 'second');
  const versions = await destination.versions?.(cell({}), pushCase.context());
  const metrics = { accuracy: 0.875, 'iou (pet)': 0.71, 'iou (border)': 0.42 };
  assert.deepEqual(
    versions,
    [second, first].map((version) => ({
      repository: 'ada/pets',
      version,
      pushedMs: Number(version.slice(1)) * 1000,
      url: `${hub.url}/ada/pets/tree/${version}`,
      sameModel: true,
      metrics,
    })),
  );
});

test('describe() gives links and tells the newest push to a repository', async () => {
  const pushes = [
    past(1, { pushed: 1 }),
    past(2, { pushed: 1 }),
    past(3, { pushed: 0, reason: 'not blessed' }),
  ];
  const details = await destination.describe(pushes, pushCase.context());
  assert.deepEqual(
    [1, 2, 3].map((id) => details.get(id)?.current),
    [false, true, false],
  );
  assert.deepEqual(details.get(2)?.links, [
    { label: 'Model', url: 'https://hub/ada/pets/tree/v2' },
    { label: 'Commit', url: 'https://hub/ada/pets/commit/abc' },
    { label: 'Static Space', url: 'https://hub/spaces/ada/pets' },
  ]);
});

test('destination.choices offers owners the token may write to, and their models', async () => {
  hub.store.create({ type: 'model', id: 'acme/one', private: false, sdk: null, author: 'ada' });
  assert.deepEqual(await destination.choices?.(cell({}), 'username', pushCase.context()), [
    { value: 'ada', label: 'ada' },
    { value: 'acme', label: 'acme' },
  ]);
  assert.deepEqual(await destination.choices?.(cell({ username: 'acme' }), 'repo_name', pushCase.context()), [
    { value: 'one', label: 'acme/one' },
  ]);
});

function cell(parameters: Partial<HFPusherParameters>): PushCell {
  const context = pushCase.context(parameters);
  return { id: 'HFPusher', component: 'HFPusher', parameters: context.parameters, inputs: inputsOf(context) };
}

/** Artifacts as handlers see them; only what destinations read matters here. */
function inputsOf(context: ReturnType<PushCase['context']>): PushCell['inputs'] {
  return context.inputs as unknown as PushCell['inputs'];
}

async function push(parameters: Partial<HFPusherParameters>, state = 'first'): Promise<string> {
  const result = await hfPusherExecutor(pushCase.context(parameters, { token: canaryToken, state }));
  return String(result.outputs?.pushed_model?.customProperties?.branch);
}

function past(id: number, properties: Readonly<Record<string, string | number>>): PastPush {
  const customProperties = {
    repo_id: 'ada/pets',
    repo_url: 'https://hub/ada/pets',
    branch: `v${id}`,
    commit_id: 'abc',
    static_space_url: 'https://hub/spaces/ada/pets',
    ...properties,
  };
  const artifact = { id, customProperties } as unknown as PastPush['artifact'];
  return { artifact, executionId: id, cell: 'HFPusher', parameters: {}, modelArtifactId: null };
}
