import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { status } from '@grpc/grpc-js';
import type { ArtifactView } from '../../contract/artifact.ts';
import type { LocatedArtifact, PastPush } from '../../destinations/push-destination.ts';
import { StorageDouble } from '../../destinations/vertex/testing/storage-double.ts';
import { VertexDouble } from '../../destinations/vertex/testing/vertex-double.ts';
import type { InputArtifact, Properties } from '../../pipeline/component.ts';
import { type FinishedRun, inputArtifact, runExecutor } from '../testing/run-executor.ts';
import { vertexPusher } from './definition.ts';
import { createVertexDestination } from './destination.ts';
import { vertexPusherExecutor } from './executor.ts';

let vertex: VertexDouble;
let storage: StorageDouble;
let model: InputArtifact;
let blessed: InputArtifact;

const canary = 'canary-private-key-5f1d';
const credentials = JSON.stringify({
  type: 'service_account',
  client_email: 'x@p.iam.gserviceaccount.com',
  private_key: canary,
  project_id: 'p',
});

before(async () => {
  vertex = await VertexDouble.start();
  storage = await StorageDouble.start('models');
  process.env.MILLRACE_VERTEX_EMULATOR = `127.0.0.1:${vertex.port}`;
  process.env.MILLRACE_STORAGE_EMULATOR = storage.url;
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-vertex-'));
  await mkdir(path.join(folder, 'Format-Serving', 'variables'), { recursive: true });
  await writeFile(path.join(folder, 'Format-Serving', 'saved_model.pb'), 'graph');
  await writeFile(path.join(folder, 'Format-Serving', 'variables', 'variables.index'), 'index');
  model = inputArtifact('Model', folder, { id: 15, digest: 'sha256-abc' });
  blessed = inputArtifact('ModelBlessing', folder, { customProperties: { blessed: 1 } });
});
after(async () => {
  delete process.env.MILLRACE_VERTEX_EMULATOR;
  delete process.env.MILLRACE_STORAGE_EMULATOR;
  await Promise.all([vertex[Symbol.asyncDispose](), storage[Symbol.asyncDispose]()]);
});

interface Push {
  readonly parameters?: Record<string, unknown>;
  readonly blessing?: InputArtifact;
  readonly stateDirectory?: string;
}

const parse = (parameters: Record<string, unknown>) =>
  vertexPusher.parameters.parse({ staging_folder: 'gs://models/staging', model_name: 'pets', ...parameters });

function push({ parameters = {}, blessing = blessed, stateDirectory }: Push = {}): Promise<FinishedRun> {
  return runExecutor(vertexPusherExecutor, {
    parameters: parse(parameters),
    inputs: { model: [model], model_blessing: [blessing] },
    outputs: { pushed_model: 'PushedModel' },
    secrets: { google: credentials },
    ...(stateDirectory === undefined ? {} : { stateDirectory }),
  });
}

const recorded = (run: FinishedRun): Properties => run.result?.outputs?.pushed_model?.customProperties ?? {};

function past(properties: Properties, artifactId: number): PastPush {
  const artifact = { id: artifactId, customProperties: properties } as unknown as ArtifactView;
  return {
    artifact: artifact as LocatedArtifact,
    executionId: 1,
    cell: 'VertexPusher',
    parameters: {},
    modelArtifactId: 15,
  };
}

test('VertexPusher registers versions of one model, deploys a canary, and rolls back', async () => {
  const first = recorded(await push());
  assert.equal(first.pushed, 1);
  assert.equal(first.pushed_version, '1');
  const second = recorded(await push({ parameters: { traffic_percent: 20, aliases: ['canary'] } }));
  assert.equal(second.pushed_destination, first.pushed_destination);
  assert.equal(second.pushed_version, '2');

  const endpoint = vertex.endpoints.find(String(first.endpoint));
  const [old, fresh] = [String(first.deployed_model_id), String(second.deployed_model_id)];
  assert.deepEqual(endpoint.trafficSplit, { [old]: 80, [fresh]: 20 });
  const version = vertex.models.find(`${second.pushed_destination}@2`);
  assert.deepEqual([...version.versionAliases].sort(), ['canary', 'default']);
  assert.deepEqual(version.labels, {
    pipeline: 'test',
    run: '2026-01-01t00-00-00-000000',
    digest: 'sha256-abc',
    made_by: 'millrace',
  });
  const uploaded = String(second.artifact_uri).slice('gs://'.length);
  assert.equal(storage.objects.get(`${uploaded}/saved_model.pb`)?.content.toString(), 'graph');

  const destination = createVertexDestination({ get: () => credentials });
  const context = {
    notebookDirectory: '',
    pipelineRoot: '',
    pipelineName: 'test',
    signal: new AbortController().signal,
  };
  await destination.rollback?.(past(first, 1), context);
  assert.deepEqual(endpoint.trafficSplit, { [old]: 100 });
  assert.ok(vertex.models.find(`${first.pushed_destination}@1`).versionAliases.includes('default'));
  const details = await destination.describe([past(first, 1), past(second, 2)], context);
  assert.deepEqual([details.get(1)?.current, details.get(2)?.current], [true, false]);
  assert.match(details.get(1)?.links[0]?.url ?? '', /^https:\/\/console\.cloud\.google\.com\//);
});

test('VertexPusher pushes nothing that is not blessed, and says why', async () => {
  const calls = vertex.calls.length;
  const refused = inputArtifact('ModelBlessing', model.path, { customProperties: { blessed: 0 } });
  const run = await push({ blessing: refused });
  assert.equal(recorded(run).pushed, 0);
  assert.match(String(recorded(run).reason), /did not bless/);
  assert.equal(vertex.calls.length, calls, 'nobody is asked');
});

test('VertexPusher goes on where it stopped after a deployment that failed', async () => {
  const stateDirectory = await mkdtemp(path.join(tmpdir(), 'millrace-vertex-state-'));
  const work = { parameters: { model_name: 'resumed', endpoint_name: 'resumed' }, stateDirectory };
  vertex.planOperation('deployModel', {
    polls: 2,
    error: { code: 8, message: 'Out of n1 machines in us-central1.' },
  });
  await assert.rejects(push(work), /Cannot deploy "resumed v1": Out of n1 machines in us-central1\./);
  vertex.planOperation('deployModel', { polls: 1 });
  assert.equal(
    recorded(await push(work)).pushed_version,
    '1',
    'the version of the first attempt is deployed',
  );
  const journal = JSON.parse(await readFile(path.join(stateDirectory, 'vertex-push.json'), 'utf8'));
  assert.deepEqual(Object.keys(journal), ['artifactUri', 'registered'], 'what was made is listed');
});

test('VertexPusher names the role when the service refuses', async () => {
  vertex.failNext(
    'uploadModel',
    status.PERMISSION_DENIED,
    "Permission 'aiplatform.models.upload' denied.",
    20,
  );
  await assert.rejects(push({ parameters: { model_name: 'other' } }), (error: Error & { hint?: string }) => {
    assert.match(error.message, /aiplatform\.models\.upload/);
    assert.match(error.hint ?? '', /Vertex AI User/);
    return true;
  });
  vertex.clearFaults();
});

test('the dry run of VertexPusher says what would be made and what it costs', async () => {
  const destination = createVertexDestination({ get: () => credentials });
  const located = { ...model, path: model.path } as unknown as LocatedArtifact;
  const plan = await destination.plan(
    {
      id: 'VertexPusher',
      component: 'VertexPusher',
      parameters: parse({ model_name: 'new', endpoint_name: 'new', traffic_percent: 10 }),
      inputs: { model: [located], model_blessing: [blessed as unknown as LocatedArtifact] },
    },
    { notebookDirectory: '', pipelineRoot: '', pipelineName: 'test', signal: new AbortController().signal },
  );
  assert.equal(plan.allowed, true);
  assert.deepEqual(plan.creates, [
    'the registry model "new"',
    'the endpoint "new"',
    'a deployment with 10 % of the traffic',
  ]);
  assert.deepEqual(
    plan.files.map((file) => file.path),
    ['saved_model.pb', 'variables/variables.index'],
  );
  assert.match(plan.cost ?? '', /n1-standard-4.*paid by the hour/);
});

test('VertexPusher offers the names that the account may see', async () => {
  const destination = createVertexDestination({ get: () => credentials });
  const cell = { id: 'VertexPusher', component: 'VertexPusher', parameters: parse({}), inputs: {} };
  const context = {
    notebookDirectory: '',
    pipelineRoot: '',
    pipelineName: 'test',
    signal: new AbortController().signal,
  };
  const offered = async (parameter: string) =>
    (await destination.choices?.(cell, parameter, context))?.map((choice) => choice.value);
  assert.deepEqual(await offered('project'), ['p']);
  assert.deepEqual(await offered('staging_folder'), ['gs://models/millrace']);
  assert.deepEqual(await offered('endpoint_name'), ['prediction-test', 'resumed']);
  assert.ok((await offered('region'))?.includes('europe-west4'));
});

test('the private key of the credentials reaches no request and no object', () => {
  assert.ok(
    !JSON.stringify(vertex.calls.map((call) => [call.request, call.metadata.toJSON()])).includes(canary),
  );
  for (const { content } of storage.objects.values()) assert.ok(!content.includes(canary));
});
