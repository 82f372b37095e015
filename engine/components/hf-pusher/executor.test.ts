import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { listFiles } from '../../base/list-files.ts';
import type { HubDouble } from '../../destinations/hub/testing/hub-double.ts';
import { pointToHub } from '../../destinations/hub/testing/hub-endpoint.ts';
import { canaryToken, startTestHub } from '../../destinations/hub/testing/test-connection.ts';
import type { ExecutorContext, Properties } from '../../pipeline/component.ts';
import type { HFPusherParameters } from './definition.ts';
import { hfPusherExecutor } from './executor.ts';
import { makePushCase, type PushCase, type PushOptions } from './testing/push-context.ts';

let hub: HubDouble;
let pushCase: PushCase;
let endpoint: Disposable;

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
test('HFPusher pushes model, card, lineage and both Spaces, byte for byte', async () => {
  const properties = await push({ space: 'both', update_main: true, tag: 'best', visibility: 'public' });
  const version = String(properties.branch);
  assert.match(version, /^v\d{10}$/);
  assert.deepEqual(properties, {
    pushed: 1,
    pushed_destination: `${hub.url}/ada/pets`,
    pushed_version: version,
    repo_id: 'ada/pets',
    repo_url: `${hub.url}/ada/pets`,
    branch: version,
    commit_id: hub.store.find('model', 'ada/pets').branches.get(version),
    space_url: `${hub.url}/spaces/ada/pets`,
    static_space_url: `${hub.url}/spaces/ada/pets`,
    gradio_space_url: `${hub.url}/spaces/ada/pets-gradio`,
    model_id: 1,
  });
  const serving = join(pushCase.artifacts.model, 'Format-Serving');
  for (const { path, absolutePath } of await listFiles(serving)) {
    assert.ok(read(path, version).equals(await readFile(absolutePath)), path);
    assert.ok(read(path, 'best').equals(read(path, 'main')), path);
  }
  assert.deepEqual(hub.store.paths({ type: 'space', id: 'ada/pets-gradio' }), [
    '.gitattributes',
    'README.md',
    'app.py',
    'millrace.json',
    'requirements.txt',
    'space.json',
  ]);
  const weights = await readFile(join(pushCase.artifacts.model, 'Format-TFJS/weights.bin'));
  assert.ok(hub.store.read({ type: 'space', id: 'ada/pets', path: 'model/weights.bin' }).equals(weights));
  const commits = [...hub.store.find('model', 'ada/pets').commits.values()].map((commit) => commit.title);
  assert.deepEqual(commits, [
    'initial commit',
    `upload new version(${version})`,
    `upload new version(${version})`,
  ]);
});

test('HFPusher sends the modules that the notebook uses and no results of single examples', async () => {
  const { branch } = await push();
  const paths = hub.store.paths({ type: 'model', id: 'ada/pets', revision: String(branch) });
  assert.deepEqual(
    paths.filter((path) => /^(?:pipeline|evaluation)\//.test(path)),
    [
      'evaluation/attributions-00000-of-00001.tfrecord',
      'evaluation/eval_config.json',
      'evaluation/metrics-00000-of-00001.tfrecord',
      'evaluation/plots-00000-of-00001.tfrecord',
      'pipeline/depth.ts',
      'pipeline/model.ts',
      'pipeline/pets.pipeline.yaml',
    ],
  );
});

test('HFPusher contacts nothing for a model that was not blessed', async () => {
  const properties = await push({}, { blessed: 0 });
  assert.equal(properties.pushed, 0);
  assert.match(String(properties.reason), /did not bless/);
  assert.deepEqual(hub.requests, []);
});

test('S6 the same model with the same settings is not pushed twice, unless asked', async () => {
  const first = await push();
  const second = await push({}, { state: 'second' });
  assert.deepEqual([second.pushed, second.branch, second.commit_id], [0, first.branch, first.commit_id]);
  const third = await push({ push_again: true }, { state: 'second' });
  assert.equal(third.pushed, 1);
  assert.notEqual(third.branch, first.branch);
});

test('HFPusher starts a new version from the newest one and sends only what differs', async () => {
  const first = await push();
  const stored = hub.requests.filter(({ host }) => host === 'storage').length;
  const second = await push({}, { state: 'second', modelDigest: 'sha256-other' });
  assert.notEqual(second.branch, first.branch);
  assert.equal(hub.requests.filter(({ host }) => host === 'storage').length, stored);
  const line = pushCase.heard.logs.find((text) => text.startsWith(`ada/pets@${second.branch}`));
  assert.match(String(line), /0 files added, 2 changed, \d+ unchanged, 0 removed/);
});

test('HFPusher completes on the same version what an earlier attempt left half done', async () => {
  hub.inject({ method: 'POST', path: /\/api\/spaces\/.*\/commit/, effect: { kind: 'status', status: 400 } });
  await assert.rejects(push({ space: 'gradio' }), { code: 'refused' });
  const [version] = [...hub.store.find('model', 'ada/pets').branches.keys()].filter(
    (name) => name !== 'main',
  );
  const properties = await push({ space: 'gradio' });
  assert.deepEqual([properties.pushed, properties.branch], [1, version]);
  assert.ok(hub.store.paths({ type: 'space', id: 'ada/pets-gradio' }).includes('app.py'));
  assert.equal(hub.store.find('model', 'ada/pets').branches.size, 2);
});

test('HFPusher survives a dropped upload, a slow-down and a lost answer in one push', async () => {
  hub.inject({ method: 'PUT', path: /./, times: 2, effect: { kind: 'drop', afterBytes: 1000 } });
  hub.inject({
    method: 'POST',
    path: /branch/,
    effect: { kind: 'status', status: 429, headers: { 'Retry-After': '0' } },
  });
  hub.inject({ method: 'POST', path: /repos\/create/, effect: { kind: 'drop-answer' } });
  hub.inject({ method: 'POST', path: /\/commit\//, effect: { kind: 'drop-answer' } });
  const { branch } = await push();
  const data = 'variables/variables.data-00000-of-00001';
  const original = await readFile(join(pushCase.artifacts.model, 'Format-Serving', data));
  assert.ok(read(data, String(branch)).equals(original));
  assert.ok(hub.faultsSpent);
});

test('HFPusher refuses before anything is created', async () => {
  const refusals: [Partial<HFPusherParameters>, PushOptions, string][] = [
    [{}, { token: 'hf_wrongWrongWrong' }, 'bad-token'],
    [{ username: 'somebody' }, {}, 'other-owner'],
    [{ repo_name: 'a--b' }, {}, 'bad-name'],
    [{ space: 'static', space_repo_name: '-x' }, {}, 'bad-name'],
    [{ license_file: 'missing.txt' }, {}, 'bad-template'],
    [{ space: 'gradio', space_app_path: 'missing' }, {}, 'bad-template'],
  ];
  for (const [parameters, options, code] of refusals) {
    await assert.rejects(push(parameters, options), { code });
  }
  await assert.rejects(hfPusherExecutor({ ...pushCase.context(), secrets: {} }), { code: 'no-token' });
  assert.equal(hub.store.repositories.size, 0);
});

test('HFPusher leaves a Space of another kind alone, and the model too', async () => {
  hub.store.create({ type: 'space', id: 'ada/pets', private: false, sdk: 'docker', author: 'ada' });
  await assert.rejects(push({ space: 'static' }), { code: 'other-space-kind' });
  assert.deepEqual([...hub.store.repositories.keys()], ['space/ada/pets']);
});

test('D18 the token is in no upload, no record and no message', async () => {
  hub.inject({
    method: 'POST',
    path: /preupload/,
    effect: { kind: 'status', status: 500, message: canaryToken },
  });
  const properties = await push({ space: 'both', update_main: true });
  for (const [, repository] of hub.store.repositories) {
    for (const commit of repository.commits.values()) {
      assert.ok([...commit.tree.values()].every(({ bytes }) => !bytes.includes(canaryToken)));
    }
  }
  for (const { absolutePath } of await listFiles(pushCase.folder)) {
    assert.ok(!(await readFile(absolutePath)).includes(canaryToken), absolutePath);
  }
  assert.ok(!JSON.stringify([properties, pushCase.heard]).includes(canaryToken));
  assert.deepEqual(await readdir(join(pushCase.folder, 'output')), ['push.json']);
});

async function push(
  parameters: Partial<HFPusherParameters> = {},
  options: PushOptions = {},
): Promise<Properties> {
  const context: ExecutorContext<HFPusherParameters> = pushCase.context(parameters, {
    token: canaryToken,
    ...options,
  });
  const result = await hfPusherExecutor(context);
  return result.outputs?.pushed_model?.customProperties ?? {};
}

function read(path: string, revision: string): Buffer {
  return hub.store.read({ type: 'model', id: 'ada/pets', revision, path });
}
