import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { ResourceBudget } from './resource-budget.ts';
import type { Session } from './session.ts';
import { testComponents } from './testing/components.ts';
import { runInProcess } from './testing/run-in-process.ts';
import {
  cellOf,
  chain,
  checkpointOf,
  freshnessOf,
  reasonsOf,
  runAll,
  Workbench,
} from './testing/workbench.ts';

/**
 * Fifteen defects that pipeline systems and notebooks shipped, each as a test that would show it. The first words name
 * the defect.
 */

async function opened(t: TestContext, notebook = chain): Promise<{ bench: Workbench; session: Session }> {
  const bench = await Workbench.create(t, notebook);
  const session = await bench.open({ runWorker: runInProcess });
  t.after(() => session.close());
  return { bench, session };
}

const set = (id: string, parameter: string, value: string | number | boolean | null) =>
  ({ type: 'set-parameter', id, parameter, value }) as const;

const withModule = chain.replace('{ epochs: 2 }', '{ epochs: 2, module: model.ts }');

test('defect 1, a cache hit on a deleted artifact: the cell runs again instead', async (t) => {
  const { bench, session } = await opened(t);
  await runAll(session, { cells: ['Count'] });
  await bench.remove('root/Count');
  assert.deepEqual(await runAll(session, { cells: ['Count'] }), { Count: 'succeeded' });
});

test('defect 2, one-second modification times: a change of equal size within the same second is seen', async (t) => {
  const { bench, session } = await opened(t);
  const file = join(bench.folder, 'data', 'a.txt');
  const second = Math.floor(Date.now() / 1000);
  await utimes(file, second, second);
  await runAll(session);
  await bench.write('data/a.txt', 'jello');
  await utimes(file, second, second + 0.5);
  assert.deepEqual(await reasonsOf(session, 'Gather'), ['The source files changed: `a.txt` changed']);
});

test('defect 3, unhashed helper code: a change in what a module imports is a change', async (t) => {
  const { bench, session } = await opened(t, withModule);
  await bench.write('model.ts', "import { size } from './helper.ts';\nexport const model = size;\n");
  await bench.write('helper.ts', "import type { X } from './types.ts';\nexport const size: number = 1;\n");
  await runAll(session);
  assert.deepEqual(cellOf(session, 'Learn').modules, ['model.ts', 'helper.ts']);
  await bench.write('helper.ts', 'export const size: number = 2;\n');
  assert.deepEqual(await reasonsOf(session, 'Learn'), ['Code of `helper.ts` changed']);
});

test('defect 4, a file named by its path: editing its content is seen though the path is the same', async (t) => {
  const { bench, session } = await opened(t, withModule);
  await bench.write('model.ts', 'export const model = 1;\n');
  await runAll(session);
  await bench.write('model.ts', 'export const model = 2;\n');
  assert.deepEqual(await reasonsOf(session, 'Learn'), ['Code of `model.ts` changed']);
});

test('defect 5, renamed inputs unseen: a file with another name is other data', async (t) => {
  const { bench, session } = await opened(t);
  await runAll(session);
  await rename(join(bench.folder, 'data', 'a.txt'), join(bench.folder, 'data', 'z.txt'));
  assert.equal((await freshnessOf(session)).Gather, 'stale');
});

test('defect 6, artifact ids in keys: equal data from a second execution does not run everything again', async (t) => {
  const { session } = await opened(t);
  await runAll(session);
  const outcome = await runAll(session, { cells: ['Gather', 'Count'], force: true });
  assert.deepEqual(outcome, { Gather: 'succeeded', Count: 'succeeded' });
  assert.equal((await runAll(session)).Learn, 'reused');
});

test('defect 7, lost undo: a deleted cell comes back with its place, its connections and its outputs', async (t) => {
  const { session } = await opened(t);
  await runAll(session);
  const before = session.view().cells;
  await session.edit({ type: 'delete-cell', id: 'Judge' });
  assert.equal((await freshnessOf(session)).Send, 'blocked');
  await session.undo();
  assert.deepEqual(session.view().cells, before);
});

test('defect 8, a result recorded under settings it did not run with: an edit during a run counts for the next', async (t) => {
  const bench = await Workbench.create(t, chain.replace('{ epochs: 2 }', '{ epochs: 2, waitFor: wait }'));
  await bench.write('wait', '');
  const session = await bench.open();
  t.after(() => session.close());
  const checkpoint = checkpointOf(session);
  const { done } = session.startRun({ cells: ['Learn'] });
  await checkpoint;
  await session.edit(set('Learn', 'epochs', 5));
  await bench.remove('wait');
  await done;
  assert.deepEqual(await reasonsOf(session, 'Learn'), ['`epochs` changed from 2 to 5']);
  assert.equal(cellOf(session, 'Learn').result?.parameters.epochs, 2);
  await session.undo();
  assert.equal((await freshnessOf(session)).Learn, 'fresh');
});

test('defect 9, stale while it runs: a running cell keeps its last result visible and says that it runs', async (t) => {
  const bench = await Workbench.create(t, chain.replace('{ epochs: 2 }', '{ epochs: 2, waitFor: wait }'));
  const session = await bench.open();
  t.after(() => session.close());
  await runAll(session, { cells: ['Learn'] });
  await bench.write('wait', '');
  const checkpoint = checkpointOf(session);
  const { done } = session.startRun({ cells: ['Learn'], force: true });
  await checkpoint;
  await session.refresh();
  const { phase, result, lastExecution } = cellOf(session, 'Learn');
  assert.deepEqual([phase, result?.state, lastExecution?.state], ['running', 'complete', 'running']);
  await bench.remove('wait');
  await done;
});

test('defect 10, a new option invalidates everything: one with a default leaves old results fresh', async (t) => {
  const { bench, session } = await opened(t);
  await runAll(session);
  await session.close();
  const components = testComponents.map((component) =>
    component.name === 'Count'
      ? {
          ...component,
          parameters: component.parameters.extend({ added: component.parameters.shape.ignoreCase }),
        }
      : component,
  );
  const newer = await bench.open({
    runWorker: runInProcess,
    components: components as typeof testComponents,
  });
  t.after(() => newer.close());
  assert.equal((await freshnessOf(newer)).Count, 'fresh');
});

test('defect 11, one failure stops the world: cells that do not need the failed one run', async (t) => {
  const { session } = await opened(t);
  await session.edit({
    type: 'add-cell',
    index: 2,
    cell: { kind: 'component', component: 'Count', id: 'Broken' },
  });
  await session.edit(set('Broken', 'fail', true));
  const outcome = await runAll(session);
  assert.deepEqual([outcome.Broken, outcome.Count, outcome.Send], ['failed', 'succeeded', 'succeeded']);
});

test('defect 12, secrets in lineage: no token reaches the store, the logs or an error', async (t) => {
  const bench = await Workbench.create(t);
  const secrets = () => 'opaque-canary-4711';
  const session = await bench.open({ secrets });
  t.after(() => session.close());
  await runAll(session);
  await session.edit(set('Count', 'fail', true));
  await runAll(session);
  assert.match(JSON.stringify(cellOf(session, 'Count').lastExecution?.error), /with the token \[redacted\]/);
  await session.close();
  for (const file of await readdir(bench.root, { recursive: true, withFileTypes: true })) {
    if (file.isFile()) {
      const content = await readFile(join(file.parentPath, file.name), 'latin1');
      assert.ok(!content.includes('opaque-canary') && !content.includes('hf_abcdefghijklmnop'), file.name);
    }
  }
});

test('defect 13, half an output after a failure: a failed cell leaves no folder where artifacts lie', async (t) => {
  const { bench, session } = await opened(t);
  await session.edit(set('Count', 'fail', true));
  await runAll(session);
  assert.equal(existsSync(join(bench.root, 'Count')), false);
  assert.deepEqual(await readdir(join(bench.root, '.millrace', 'staging')), []);
});

test('defect 14, data that changed while it was read: the execution fails instead of being cached wrongly', async (t) => {
  const bench = await Workbench.create(t);
  const session = await bench.open({
    runWorker: async (job) => {
      await bench.write('data/c.txt', 'late');
      await bench.write('data/a.txt', 'changed');
      return runInProcess(job);
    },
  });
  t.after(() => session.close());
  const { cells } = await session.startRun({ cells: ['Gather'] }).done;
  assert.deepEqual(
    [cells[0]?.state, cells[0]?.error?.message],
    ['failed', 'The source files changed while the cell was reading them'],
  );
});

test('defect 15, independent cells one after another: they run side by side, TensorFlow alone', async (t) => {
  const notebook = `${chain}  - id: Learn2
    component: Learn
    inputs: { examples: Gather.examples }
    parameters: { epochs: 4 }
  - id: Count2
    component: Count
    inputs: { examples: Gather.examples }
`;
  const bench = await Workbench.create(t, notebook);
  const running = new Set<string>();
  const together = new Set<string>();
  const session = await bench.open({
    budget: new ResourceBudget({ processors: 4 }),
    runWorker: async (job) => {
      running.add(`${job.component} ${job.context.executionId}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      together.add(
        [...running]
          .map((name) => name.split(' ')[0])
          .sort()
          .join('+'),
      );
      const result = await runInProcess(job);
      running.delete(`${job.component} ${job.context.executionId}`);
      return result;
    },
  });
  t.after(() => session.close());
  await runAll(session);
  assert.ok(
    [...together].some((names) => names.includes('Count+Count') || names.includes('Count+Learn')),
    [...together].join(),
  );
  assert.ok(![...together].some((names) => names.includes('Learn+Learn')));
});
