import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { status } from '@grpc/grpc-js';
import {
  deployModel,
  ensureEndpoint,
  findEndpoint,
  setTraffic,
  shiftTraffic,
  undeployIdle,
} from './deploy-model.ts';
import { followJob } from './follow-job.ts';
import { cancelPipelineJob, getPipelineJob, submitPipelineJob } from './pipeline-jobs.ts';
import { predictOnEndpoint } from './predict.ts';
import { moveAliases, registerModel } from './register-model.ts';
import { VertexDouble } from './testing/vertex-double.ts';
import { fromValue } from './value-message.ts';
import { openVertexClients, type VertexClients } from './vertex-clients.ts';
import { VertexError } from './vertex-error.ts';

const machine = { machineType: 'n1-standard-4', minReplicas: 1, maxReplicas: 1 };
const upload = {
  displayName: 'pets',
  artifactUri: 'gs://bucket/pets/1',
  imageUri: 'us-docker.pkg.dev/vertex-ai/prediction/tf2-cpu.2-15:latest',
  aliases: ['candidate'],
  labels: { pipeline: 'pets-segmentation' },
  description: 'from run 1',
};
const waiting = { signal: new AbortController().signal, firstDelayMs: 1 };

let double: VertexDouble;
let clients: VertexClients;
const connection = () => ({
  project: 'p',
  region: 'us-central1',
  emulators: { vertexPort: double.port, storageUrl: '' },
});

before(async () => {
  double = await VertexDouble.start();
  clients = await openVertexClients(connection());
});
after(async () => {
  await clients.close();
  await double[Symbol.asyncDispose]();
});

const codeAndHint = async (work: Promise<unknown>): Promise<[string, string, string | undefined]> => {
  const error = await work.then(
    () => assert.fail('It should have failed'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof VertexError, String(error));
  return [error.code, error.message, error.hint];
};

test('registerModel makes a model first and versions of it afterwards, and moves aliases', async () => {
  const first = await registerModel(clients, connection(), upload, waiting);
  const second = await registerModel(
    clients,
    connection(),
    { ...upload, artifactUri: 'gs://bucket/pets/2' },
    waiting,
  );
  assert.equal(second.model, first.model);
  assert.deepEqual([first.version, second.version], ['1', '2']);
  await moveAliases(clients, second, ['default']);
  const versions = double.models.versions.get(first.model) ?? [];
  assert.deepEqual(
    versions.map((version) => [version.versionAliases, version.artifactUri, version.labels]),
    [
      [[], 'gs://bucket/pets/1', upload.labels],
      [['candidate', 'default'], 'gs://bucket/pets/2', upload.labels],
    ],
  );
});

test('deployModel splits traffic for a canary, and rolls back', async () => {
  const version = await registerModel(clients, connection(), { ...upload, displayName: 'canary' }, waiting);
  const next = await registerModel(clients, connection(), { ...upload, displayName: 'canary' }, waiting);
  const endpoint = await ensureEndpoint(clients, connection(), { displayName: 'serve', labels: {} }, waiting);
  const deploy = (target: typeof version, current: typeof endpoint, trafficPercent: number) =>
    deployModel(
      clients,
      current,
      { ...target, displayName: `v${target.version}`, machine, trafficPercent },
      waiting,
    );
  const reload = async () => (await findEndpoint(clients, connection(), 'serve')) ?? assert.fail();

  const old = await deploy(version, endpoint, 100);
  const canary = await deploy(next, await reload(), 20);
  assert.deepEqual((await reload()).trafficSplit, { [old]: 80, [canary]: 20 });
  assert.equal(await deploy(next, await reload(), 50), canary, 'a deployed version is not deployed again');
  assert.deepEqual((await reload()).trafficSplit, { [old]: 50, [canary]: 50 });

  await setTraffic(clients, endpoint.name ?? '', { [old]: 100 });
  assert.deepEqual(await undeployIdle(clients, endpoint.name ?? '', waiting), [canary]);
  assert.deepEqual(
    (await reload()).deployedModels?.map((model) => model.id),
    [old],
  );
});

test('predictOnEndpoint carries masks as plain numbers', async () => {
  const endpoint = (await findEndpoint(clients, connection(), 'serve'))?.name ?? '';
  double.predict = (instances) =>
    instances.map((instance) => [
      [0, 1],
      [(instance as { string_input: string }).string_input.length, 2],
    ]);
  assert.deepEqual(await predictOnEndpoint(clients, endpoint, [{ string_input: 'abc' }]), [
    [
      [0, 1],
      [3, 2],
    ],
  ]);
});

test('shiftTraffic keeps proportions in whole percents that add up to 100', () => {
  assert.deepEqual(shiftTraffic({}, '0', 20), { 0: 100 });
  assert.deepEqual(shiftTraffic({ a: 50, b: 25, c: 25 }, '0', 10), { 0: 10, a: 45, b: 23, c: 22 });
  assert.deepEqual(shiftTraffic({ a: 100, gone: 0 }, 'a', 30), { a: 100 });
});

const refusals: readonly [string, status, string, string, RegExp][] = [
  [
    'no permission',
    status.PERMISSION_DENIED,
    'Permission denied on resource project p.',
    'no-permission',
    /role "Vertex AI User"/,
  ],
  ['no quota', status.RESOURCE_EXHAUSTED, 'Quota exceeded for custom_model_serving_cpus.', 'quota', /quota/],
  ['no credentials', status.UNAUTHENTICATED, 'Invalid credentials.', 'no-credentials', /gcloud auth/],
  ['an image that does not exist', status.INVALID_ARGUMENT, 'Image not found.', 'refused', /parameter/],
];
for (const [name, code, words, expected, hint] of refusals) {
  test(`registerModel says what to do about ${name}, in the service's own words`, async () => {
    double.failNext('uploadModel', code, words, 20);
    const [errorCode, message, advice] = await codeAndHint(
      registerModel(clients, connection(), upload, waiting),
    );
    double.clearFaults();
    assert.equal(errorCode, expected);
    assert.match(message, new RegExp(words));
    assert.match(advice ?? '', hint);
  });
}

test('registerModel reports an operation that fails after a while', async () => {
  double.planOperation('uploadModel', {
    polls: 3,
    error: { code: 13, message: 'The model could not be read.' },
  });
  const [code, message] = await codeAndHint(registerModel(clients, connection(), upload, waiting));
  double.planOperation('uploadModel', { polls: 1 });
  assert.deepEqual(
    [code, message],
    ['operation-failed', 'Cannot register the model "pets": The model could not be read.'],
  );
});

test('aborting cancels the operation at the service', async () => {
  double.planOperation('uploadModel', { polls: 1_000_000 });
  const controller = new AbortController();
  const work = registerModel(clients, connection(), upload, {
    signal: controller.signal,
    onWait: () => controller.abort(),
  });
  await assert.rejects(work, { name: 'AbortError' });
  double.planOperation('uploadModel', { polls: 1 });
  assert.equal(double.calls.at(-1)?.method, 'cancelOperation');
});

test('deployModel reports a machine type the service does not know', async () => {
  const version = await registerModel(clients, connection(), upload, waiting);
  const endpoint = (await findEndpoint(clients, connection(), 'serve')) ?? assert.fail();
  const settings = { ...machine, machineType: 'huge-9000' };
  const [code, message] = await codeAndHint(
    deployModel(
      clients,
      endpoint,
      { ...version, displayName: 'x', machine: settings, trafficPercent: 100 },
      waiting,
    ),
  );
  assert.equal(code, 'refused');
  assert.match(message, /The machine type "huge-9000" is not supported/);
});

test('submitPipelineJob hands over the spec and parameters; the job can be followed and cancelled', async () => {
  const spec = {
    pipelineInfo: { name: 'pets' },
    defaultPipelineRoot: 'gs://b/r',
    schemaVersion: '2.1.0',
    sdkVersion: 'millrace-0',
    components: {},
    deploymentSpec: { executors: {} },
    root: { dag: { tasks: {} } },
  } as const;
  const request = {
    spec,
    displayName: 'Pets',
    pipelineRoot: 'gs://b/r',
    parameters: { epochs: 3 },
    nowMs: 0,
  };
  double.jobs.runPipelineJob = () => new Promise(() => undefined);
  const job = await submitPipelineJob(clients, connection(), request);
  assert.deepEqual(
    [job.name, job.state],
    ['projects/p/locations/us-central1/pipelineJobs/pets-19700101000000', 'running'],
  );
  const stored = double.jobs.pipelineJobs.get(job.name);
  assert.deepEqual(fromValue({ structValue: stored?.pipelineSpec as never, kind: 'structValue' }), spec);
  await cancelPipelineJob(clients, job.name);
  assert.equal((await getPipelineJob(clients, connection(), job.name)).state, 'cancelled');

  double.jobs.runPipelineJob = async () => ({
    state: 'PIPELINE_STATE_FAILED',
    error: 'The Trainer ran out of memory.',
  });
  const { name } = await submitPipelineJob(clients, connection(), { ...request, nowMs: 1000 });
  const following = followJob({
    step: { action: 'run the pipeline', role: 'Vertex AI User' },
    signal: waiting.signal,
    get: async () => (await clients.pipelines.getPipelineJob({ name }))[0],
    cancel: () => cancelPipelineJob(clients, name),
    onState: () => undefined,
    everyMs: 1,
  });
  assert.deepEqual((await codeAndHint(following)).slice(0, 2), [
    'operation-failed',
    'Cannot run the pipeline: the job failed: The Trainer ran out of memory.',
  ]);
});
