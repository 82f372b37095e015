import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { create, toBinary } from '@bufbuild/protobuf';
import { listFiles } from '../../base/list-files.ts';
import type { HubDouble } from '../../destinations/hub/testing/hub-double.ts';
import { pointToHub } from '../../destinations/hub/testing/hub-endpoint.ts';
import { canaryToken, startTestHub } from '../../destinations/hub/testing/test-connection.ts';
import { SavedModelSchema } from '../../formats/proto/gen/tensorflow/core/protobuf/saved_model_pb.js';
import type { ExecutorContext } from '../../pipeline/component.ts';
import { hfPusherExecutor } from '../hf-pusher/executor.ts';
import { manifestPath } from '../hf-pusher/push-manifest.ts';
import { makePushCase, type PushCase } from '../hf-pusher/testing/push-context.ts';
import type { HFImporterParameters } from './definition.ts';
import { hfImporterExecutor } from './executor.ts';

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
test('HFImporter brings a pushed version back as the model it was', async () => {
  const version = await push();
  const { output, properties } = await fetchModel({ repo_id: 'ada/pets', revision: version });
  const original = await listFiles(pushCase.artifacts.model);
  const fetched = await listFiles(output);
  assert.deepEqual(
    fetched.map((file) => file.path),
    original.map((file) => file.path),
  );
  for (const [index, file] of fetched.entries()) {
    assert.ok(
      (await readFile(file.absolutePath)).equals(await readFile(original[index]!.absolutePath)),
      file.path,
    );
  }
  assert.deepEqual(properties, {
    repo_id: 'ada/pets',
    revision: version,
    commit_id: hub.store.find('model', 'ada/pets').branches.get(version),
    repo_url: `${hub.url}/ada/pets`,
  });
});

test('HFImporter goes on where a broken download stopped', async () => {
  const version = await push();
  hub.inject({
    method: 'GET',
    path: /model\/ada\/pets\//,
    times: 2,
    effect: { kind: 'cut-answer', afterBytes: 100_000 },
  });
  await fetchModel({ repo_id: 'ada/pets', revision: version });
  const ranges = hub.requests.filter(({ host }) => host === 'storage').map(({ headers }) => headers.range);
  assert.ok(ranges.some((range) => /^bytes=[1-9]/.test(String(range))));
  assert.ok(hub.faultsSpent);
});

test('HFImporter takes the SavedModel of a repository that others made, without a token', async () => {
  await push('public');
  const version = foreignVersion();
  const { output } = await fetchModel({ repo_id: 'ada/pets', revision: version }, { token: null });
  const paths = (await listFiles(output)).map((file) => file.path);
  assert.deepEqual(paths, [
    'Format-Serving/saved_model.pb',
    'Format-Serving/variables/variables.data-00000-of-00001',
    'Format-Serving/variables/variables.index',
  ]);
});

test('D22 HFImporter refuses a model that would write files, and names the operation', async () => {
  await push('public');
  const graph = { graphDef: { node: [{ name: 'leak', op: 'WriteFile' }] }, metaInfoDef: { tags: ['serve'] } };
  const bytes = Buffer.from(toBinary(SavedModelSchema, create(SavedModelSchema, { metaGraphs: [graph] })));
  const version = foreignVersion({ 'saved_model.pb': bytes });
  await assert.rejects(fetchModel({ repo_id: 'ada/pets', revision: version }), (error: Error) =>
    error.message.includes('WriteFile'),
  );
});

test('D24 HFImporter refuses a manifest that leads out of the artifact', async () => {
  await push('public');
  const store = hub.store.find('model', 'ada/pets');
  const [, version] = [...store.branches.keys()];
  const manifest = hub.store.read({ type: 'model', id: 'ada/pets', path: manifestPath, revision: version! });
  const evil = manifest.toString().replace('model/Format-Serving/saved_model.pb', 'model/../../../evil.pb');
  await assert.rejects(
    fetchModel({ repo_id: 'ada/pets', revision: foreignVersion({ [manifestPath]: Buffer.from(evil) }) }),
    { code: 'path-outside' },
  );
});

test('HFImporter says what is not there', async () => {
  await push();
  await assert.rejects(fetchModel({ repo_id: 'ada/none', revision: 'main' }), { code: 'not-found' });
  await assert.rejects(fetchModel({ repo_id: 'ada/pets', revision: 'v1' }), { code: 'not-found' });
  await assert.rejects(fetchModel({ repo_id: 'ada/pets', revision: 'main' }), { code: 'not-a-saved-model' });
});

async function push(visibility: 'public' | 'private' = 'private'): Promise<string> {
  const result = await hfPusherExecutor(pushCase.context({ visibility }, { token: canaryToken }));
  return String(result.outputs?.pushed_model?.customProperties?.branch);
}

/** The pushed files as another program would have left them: no manifest, and what a test puts in. */
function foreignVersion(files: Readonly<Record<string, Buffer>> = {}): string {
  const store = hub.store.find('model', 'ada/pets');
  const [, version] = [...store.branches.keys()];
  const tree = new Map(hub.store.commit(store, version!).tree);
  tree.delete(manifestPath);
  for (const [path, bytes] of Object.entries(files)) {
    tree.set(path, { bytes, lfsOid: null });
  }
  hub.store.append(store, 'foreign', { title: 'theirs', description: '', author: 'acme', tree });
  return 'foreign';
}

async function fetchModel(
  parameters: HFImporterParameters,
  options: { readonly token: string | null } = { token: canaryToken },
) {
  const folder = await mkdtemp(join(pushCase.folder, 'import-'));
  const output = join(folder, 'output');
  await mkdir(output);
  const context: ExecutorContext<HFImporterParameters> = {
    ...pushCase.context(),
    parameters,
    outputs: { model: { type: 'Model', path: output, finalUri: output } },
    stateDirectory: folder,
    secrets: options.token === null ? {} : { huggingface: options.token },
  };
  const result = await hfImporterExecutor(context);
  return { output, properties: result.outputs?.model?.customProperties };
}
