import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { verifyManifest } from './artifact-manifest.ts';
import type { Session } from './session.ts';
import { runInProcess } from './testing/run-in-process.ts';
import { cellOf, chain, reasonsOf, runAll, Workbench } from './testing/workbench.ts';

async function opened(t: TestContext): Promise<{ bench: Workbench; session: Session }> {
  const bench = await Workbench.create(t, chain);
  const session = await bench.open({ runWorker: runInProcess });
  t.after(() => session.close());
  return { bench, session };
}

const set = (id: string, parameter: string, value: string | number | boolean | null) =>
  ({ type: 'set-parameter', id, parameter, value }) as const;

test('R1 artifacts lie where TFX puts them, and staging is empty after a run', async (t) => {
  const { bench, session } = await opened(t);
  await runAll(session);
  const artifact = cellOf(session, 'Gather').result?.outputs.examples?.[0];
  assert.equal(artifact?.uri, join(bench.root, 'Gather', 'examples', '1'));
  assert.deepEqual(await session.reader.artifactFiles(artifact?.id ?? 0), [
    { path: 'Split-train/a.txt', sizeBytes: 5 },
    { path: 'Split-train/b.txt', sizeBytes: 5 },
  ]);
  assert.deepEqual(await readdir(join(bench.root, '.millrace', 'staging')), []);
});

test('R1 an execution that fails leaves no artifact and no staging', async (t) => {
  const { bench, session } = await opened(t);
  await session.edit(set('Count', 'fail', true));
  await runAll(session, { cells: ['Count'] });
  assert.deepEqual(cellOf(session, 'Count').lastExecution?.outputs, {});
  assert.equal(existsSync(join(bench.root, 'Count')), false);
  assert.deepEqual(await readdir(join(bench.root, '.millrace', 'staging')), []);
});

test('R2 a missing or shortened file makes the cell stale, and the next run makes it again', async (t) => {
  const { bench, session } = await opened(t);
  await runAll(session);
  await bench.remove('root/Count/statistics/2/count.txt');
  assert.deepEqual(await reasonsOf(session, 'Count'), ['Output missing or damaged']);
  const outcome = await runAll(session);
  assert.deepEqual([outcome.Gather, outcome.Count, outcome.Learn], ['reused', 'succeeded', 'reused']);
});

test('R2 a change that keeps the size is found by the check of bytes', async (t) => {
  const { bench, session } = await opened(t);
  await runAll(session);
  const folder = join(bench.root, 'Gather', 'examples', '1');
  const manifest = {
    'Split-train/a.txt': [5, 'sha256-2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824'],
  } as const;
  assert.equal(await verifyManifest(folder, manifest, { bytes: true }), true);
  await writeFile(join(folder, 'Split-train', 'a.txt'), 'jello');
  assert.equal(await verifyManifest(folder, manifest), true);
  assert.equal(await verifyManifest(folder, manifest, { bytes: true }), false);
});

test('R2 damage that keeps the size is found in the background, makes the cell stale, and is gone when restored', async (t) => {
  const bench = await Workbench.create(t, chain);
  const first = await bench.open({ runWorker: runInProcess });
  await runAll(first);
  await first.close();
  const file = 'root/Count/statistics/2/count.txt';
  const text = await readFile(join(bench.folder, file), 'utf8');
  await bench.write(file, text.replaceAll(/./g, '?'));

  const finds = async (reasons: readonly string[]): Promise<void> => {
    const session = await bench.open({ runWorker: runInProcess, byteChecks: { periodMs: 0, restMs: 1 } });
    while ((await reasonsOf(session, 'Count')).join() !== reasons.join()) await setTimeout(5);
    await session.close();
  };
  await finds(['Output missing or damaged']);
  await bench.write(file, text);
  await finds([]);
});

test('R3 a reuse names the run and the execution that made the outputs', async (t) => {
  const { session } = await opened(t);
  const first = await session.startRun().done;
  await runAll(session);
  const { lastExecution } = cellOf(session, 'Gather');
  assert.deepEqual(
    [lastExecution?.state, lastExecution?.reusedFrom],
    ['cached', { runId: first.runId, executionId: 1 }],
  );
});

test('R4 collecting keeps current results, blessed and pushed models with ancestors, and starred runs', async (t) => {
  const { session } = await opened(t);
  const first = await session.startRun().done;
  await session.edit(set('Count', 'ignoreCase', true));
  await session.edit(set('Learn', 'epochs', 3));
  await runAll(session);
  const before = session.storagePreview();
  // Of the first run only the `model_run` is not needed: its model is blessed, the rest are the model's ancestors.
  assert.deepEqual([before.artifacts, before.kept], [1, 10]);
  session.starRun(first.runId, true);
  assert.equal(session.storagePreview().artifacts, 0);
  session.starRun(first.runId, false);
  assert.deepEqual(await session.collectStorage(), { removed: 1, sizeBytes: before.sizeBytes });
  const deleted = session.reader.execution(3).outputs.model_run?.[0];
  assert.deepEqual([deleted?.state, existsSync(deleted?.uri ?? '')], ['deleted', false]);
  assert.deepEqual(new Set(Object.values(await runAll(session))), new Set(['reused', 'succeeded']));
});

test('R4 a deleted cell comes back with its outputs, even after collecting', async (t) => {
  const { session } = await opened(t);
  await runAll(session);
  await session.edit({ type: 'delete-cell', id: 'Learn' });
  await session.collectStorage();
  await session.undo();
  await session.refresh();
  assert.equal(cellOf(session, 'Learn').freshness.state, 'fresh');
  assert.ok(existsSync(cellOf(session, 'Learn').result?.outputs.model?.[0]?.uri ?? ''));
});

test('lineage: what made an artifact and what was made from it, without siblings', async (t) => {
  const { session } = await opened(t);
  await runAll(session);
  const model = cellOf(session, 'Learn').result?.outputs.model?.[0]?.id ?? 0;
  const { nodes, edges } = session.reader.lineage({ artifactId: model });
  const names = nodes
    .map((node) => (node.kind === 'artifact' ? node.artifact.type : node.execution.cell))
    .sort();
  assert.deepEqual(names, [
    'Count',
    'ExampleStatistics',
    'Examples',
    'Gather',
    'Judge',
    'Learn',
    'Model',
    'ModelBlessing',
    'PushedModel',
    'Send',
  ]);
  assert.equal(edges.length, 11);
});

test('the table of runs says what changed, with parameters, metrics and the verdict', async (t) => {
  const { session } = await opened(t);
  await runAll(session);
  await session.edit(set('Learn', 'epochs', 4));
  await runAll(session);
  const [second, first] = session.reader.runs();
  assert.deepEqual(
    [second?.name, second?.state, second?.parameters['Learn.epochs'], second?.metrics, second?.blessed],
    ['epochs 2 -> 4', 'complete', 4, { epoch_loss: 0.25 }, true],
  );
  assert.deepEqual([first?.name, first?.metrics], ['First run', { epoch_loss: 0.5 }]);
});
