import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runInProcess } from './testing/run-in-process.ts';
import { runAll, Workbench } from './testing/workbench.ts';

const python = process.env.MILLRACE_PEER_PYTHON;
const script = fileURLToPath(new URL('./testing/list_metadata.py', import.meta.url));

/** The interpreter is there, but whether it has ml_metadata is only known by asking. */
async function canImport(): Promise<boolean> {
  return promisify(execFile)(python ?? '', ['-c', 'import ml_metadata']).then(
    () => true,
    () => false,
  );
}

test("R3 Python's ml_metadata lists executions, artifacts, events and contexts as TFX writes them", async (t) => {
  if (python === undefined || !(await canImport())) {
    t.skip('MILLRACE_PEER_PYTHON names no Python with ml_metadata');
    return;
  }
  const bench = await Workbench.create(t);
  const session = await bench.open({ runWorker: runInProcess });
  await runAll(session);
  await runAll(session);
  await session.edit({ type: 'set-parameter', id: 'Learn', parameter: 'epochs', value: 3 });
  await runAll(session);
  await session.close();
  const copy = join(bench.folder, 'copy.db');
  await cp(join(bench.root, 'metadata.db'), copy);
  const { stdout } = await promisify(execFile)(python, [script, copy]);
  const found = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  assert.deepEqual(
    found.executions
      .slice(0, 8)
      .map(([id, type, state]: [number, string, string]) => `${id} ${type} ${state}`),
    [
      '1 millrace.testing.Gather COMPLETE',
      '2 millrace.testing.Count COMPLETE',
      '3 millrace.testing.Learn COMPLETE',
      '4 tfx.dsl.components.common.resolver.Resolver COMPLETE',
      '5 millrace.testing.Judge COMPLETE',
      '6 millrace.testing.Send COMPLETE',
      '7 millrace.testing.Gather CACHED',
      '8 millrace.testing.Count CACHED',
    ],
  );
  assert.deepEqual(found.executions[0][3], { folder: 'data', title: '', span: 0 });
  assert.deepEqual(found.artifacts[0], [1, 'Examples', 'LIVE', { split_names: '["train"]' }]);
  assert.deepEqual(found.contexts, [
    ['node', 'test.Choose'],
    ['node', 'test.Count'],
    ['node', 'test.Gather'],
    ['node', 'test.Judge'],
    ['node', 'test.Learn'],
    ['node', 'test.Send'],
    ['pipeline', 'test'],
  ]);
  assert.deepEqual(found.parents, ['test']);
  assert.deepEqual(found.contexts_of_first, ['execution_cache', 'node', 'pipeline', 'pipeline_run']);
  assert.deepEqual(
    [found.bases.Examples, found.bases.Model, found.bases.ModelBlessing],
    ['DATASET', 'MODEL', 'UNSET'],
  );
  const eventsOf = (id: number) =>
    found.events
      .filter(([execution]: [number]) => execution === id)
      .map((event: unknown[]) => event.slice(1));
  assert.deepEqual(
    eventsOf(7),
    [['OUTPUT', 1, ['examples', 0]]],
    'a reuse has an OUTPUT event to the same artifact',
  );
  assert.deepEqual(eventsOf(16), [
    ['INTERNAL_OUTPUT', 3, ['model', 0]],
    ['INTERNAL_OUTPUT', 5, ['model_blessing', 0]],
  ]);
});
