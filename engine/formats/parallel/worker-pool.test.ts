import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALL_RECORDS, type ShardTask, type SlicedSnapshots } from '../statistics/shard-statistics.ts';
import { fixture } from '../testing/fixture.ts';
import { WorkerPool } from './worker-pool.ts';

const script = new URL('../statistics/statistics-thread.ts', import.meta.url);

function task(file: string): ShardTask {
  const shard = { file, members: null, firstRecord: 0, sizeBytes: 0 };
  return { ...ALL_RECORDS, shard };
}

test('WorkerPool answers more tasks than it has threads, each with its own result', async () => {
  await using pool = new WorkerPool<ShardTask, SlicedSnapshots>(script);
  const files = ['mixed', 'infer', 'weighted', 'mixed', 'infer', 'weighted'];
  const answers = await Promise.all(files.map((name) => pool.run(task(fixture(`${name}.tfrecord.gz`)))));
  assert.deepEqual(
    answers.map((snapshots) => snapshots.get('')?.examples),
    [200, 300, 120, 200, 300, 120],
  );
});

test('WorkerPool gives an error of a task as it was thrown, and goes on with the next', async () => {
  await using pool = new WorkerPool<ShardTask, SlicedSnapshots>(script);
  const missing = pool.run(task('/nowhere/x.gz'));
  await assert.rejects(missing, {
    name: 'FormatError',
    code: 'cannot-read',
    location: { file: '/nowhere/x.gz' },
  });
  assert.equal((await pool.run(task(fixture('mixed.tfrecord.gz')))).get('')?.examples, 200);
});

test('WorkerPool fails all tasks with the reason of its signal', async () => {
  const controller = new AbortController();
  await using pool = new WorkerPool<ShardTask, SlicedSnapshots>(script, controller.signal);
  const tasks = Array.from({ length: 5 }, () => pool.run(task(fixture('mixed.tfrecord.gz'))));
  const reason = new Error('stop');
  controller.abort(reason);
  const settled = await Promise.allSettled([...tasks, pool.run(task('late'))]);
  for (const one of settled) assert.deepEqual(one, { status: 'rejected', reason });
});
