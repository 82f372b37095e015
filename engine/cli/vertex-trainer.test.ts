import assert from 'node:assert/strict';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { StorageDouble } from '../destinations/vertex/testing/storage-double.ts';
import { VertexDouble } from '../destinations/vertex/testing/vertex-double.ts';
import { openSession } from './open-session.ts';
import { customJobRunner } from './testing/run-custom-job.ts';
import { smallSample } from './testing/small-sample.ts';

const vertexParameters = {
  project: 'p',
  staging_folder: 'gs://staging/jobs',
  image_uri: 'image',
  notebook_in_image: '/pipeline',
};

/** The sample up to its model, trained on Vertex. */
const upToTrainer = () =>
  smallSample((cells) =>
    cells
      .filter(({ id }) => ['ExampleGen', 'ImportSchemaGen', 'Transform', 'Trainer'].includes(id))
      .map((cell) =>
        cell.id === 'Trainer'
          ? {
              ...cell,
              component: 'VertexTrainer',
              parameters: { ...cell.parameters, vertex: vertexParameters },
            }
          : cell,
      ),
  );

async function withDoubles(
  work: (vertex: VertexDouble, storage: StorageDouble) => Promise<void>,
): Promise<void> {
  await using vertex = await VertexDouble.start();
  await using storage = await StorageDouble.start('staging');
  process.env.MILLRACE_VERTEX_EMULATOR = `127.0.0.1:${vertex.port}`;
  process.env.MILLRACE_STORAGE_EMULATOR = storage.url;
  try {
    await work(vertex, storage);
  } finally {
    delete process.env.MILLRACE_VERTEX_EMULATOR;
    delete process.env.MILLRACE_STORAGE_EMULATOR;
  }
}

test('VertexTrainer trains in the container and brings the model back, with the log in the cell', async () => {
  await withDoubles(async (vertex, storage) => {
    const file = await upToTrainer();
    const mount = await mkdtemp(path.join(tmpdir(), 'millrace-gcs-'));
    vertex.jobs.runCustomJob = customJobRunner(storage, mount, path.dirname(file));
    const session = await openSession({ path: file, trusted: true });
    try {
      const logged: string[] = [];
      session.subscribe((event) => {
        if (event.type === 'execution' && event.event.type === 'log') logged.push(event.event.message);
      });
      const report = await session.startRun().done;
      assert.ok(report.ok, JSON.stringify(report.cells.map((cell) => cell.error)));
      const trained = report.cells.find((cell) => cell.cell === 'Trainer')?.executionId ?? 0;
      const [model] = session.reader.execution(trained).outputs.model ?? [];
      assert.ok(model);
      const serving = path.join(session.reader.artifact(model.id).path, 'Format-Serving');
      assert.ok((await readdir(serving)).includes('saved_model.pb'));
      assert.ok(
        logged.some((line) => line.startsWith('step ')),
        logged.join('\n'),
      );
    } finally {
      await session.close();
    }
  });
});

test('VertexTrainer shows why the job failed, and cancels the job with the cell', async () => {
  await withDoubles(async (vertex) => {
    vertex.jobs.runCustomJob = async () => ({
      state: 'JOB_STATE_FAILED',
      error: 'The image "image" could not be pulled.',
    });
    const session = await openSession({ path: await upToTrainer(), trusted: true });
    try {
      const failed = await session.startRun().done;
      const error = failed.cells.find((cell) => cell.cell === 'Trainer')?.error;
      assert.match(error?.message ?? '', /the job failed: The image "image" could not be pulled/);

      vertex.jobs.runCustomJob = () => new Promise(() => undefined);
      const { done } = session.startRun();
      const unsubscribe = session.subscribe((event) => {
        if (event.type !== 'cell' || event.cell.progress?.message !== 'The job is running') return;
        unsubscribe();
        session.cancel();
      });
      assert.equal((await done).cells.find((cell) => cell.cell === 'Trainer')?.state, 'cancelled');
      assert.equal([...vertex.jobs.customJobs.values()].at(-1)?.state, 'JOB_STATE_CANCELLED');
    } finally {
      await session.close();
    }
  });
});
