import assert from 'node:assert/strict';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { VertexDouble } from '../../destinations/vertex/testing/vertex-double.ts';
import type { HandlerContext } from '../handler.ts';
import type { Workspace } from '../workspace.ts';
import { cloudHandlers } from './cloud.ts';

const spec = {
  pipelineInfo: { name: 'pets' },
  defaultPipelineRoot: 'gs://b/r',
  schemaVersion: '2.1.0',
  sdkVersion: 'millrace-0',
  components: {},
  deploymentSpec: { executors: {} },
  root: { dag: { tasks: {} } },
} as const;
const place = { project: 'p', region: 'us-central1', image: 'image', pipelineRoot: 'gs://b/r' };

test('cloud.submit starts a run that cloud.jobs follows, cloud.cancel ends, and a restart still knows', async () => {
  await using vertex = await VertexDouble.start();
  vertex.jobs.runPipelineJob = () => new Promise(() => undefined);
  process.env.MILLRACE_VERTEX_EMULATOR = `127.0.0.1:${vertex.port}`;
  process.env.MILLRACE_STORAGE_EMULATOR = 'http://127.0.0.1:1';
  const pipelineRoot = await mkdtemp(path.join(tmpdir(), 'millrace-cloud-'));
  await mkdir(path.join(pipelineRoot, '.millrace'));
  const workspace = {
    session: {
      notebook: { name: 'pets', runtimeParameters: [], cells: [{ kind: 'component', id: 'Example_Gen' }] },
    },
  } as unknown as Workspace;
  const context = { pipeline: { pipelineRoot } } as unknown as HandlerContext;
  const handlers = () => cloudHandlers({ workspace, secrets: { get: () => undefined }, compile: () => spec });
  try {
    const { name, state } = await handlers()['cloud.submit'](place, context);
    assert.equal(state, 'running');
    Object.assign(vertex.jobs.pipelineJobs.get(name) ?? {}, {
      jobDetail: { taskDetails: [{ taskName: 'example-gen', state: 'RUNNING' }, { taskName: 'gone' }] },
    });
    const [running] = (await handlers()['cloud.jobs']({}, context)).jobs;
    assert.deepEqual(
      running?.tasks.map((task) => [task.cell, task.state]),
      [
        ['Example_Gen', 'running'],
        [null, 'state unspecified'],
      ],
    );
    await handlers()['cloud.cancel']({ name }, context);
    const { jobs, lastPlace } = await handlers()['cloud.jobs']({}, context);
    assert.deepEqual(
      [jobs.map((job) => [job.name, job.state]), lastPlace?.image],
      [[[name, 'cancelled']], 'image'],
    );

    vertex.failNext('getPipelineJob', 7, 'Permission denied.', 50);
    const [hidden] = (await handlers()['cloud.jobs']({}, context)).jobs;
    assert.deepEqual(
      [hidden?.state, hidden?.error],
      ['unknown', 'Cannot look at the pipeline: Permission denied.'],
    );
  } finally {
    delete process.env.MILLRACE_VERTEX_EMULATOR;
    delete process.env.MILLRACE_STORAGE_EMULATOR;
  }
});
