import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Session } from './session.ts';
import { runInProcess } from './testing/run-in-process.ts';
import { cellOf, chain, freshnessOf, reasonsOf, runAll, Workbench } from './testing/workbench.ts';

async function opened(t: TestContext, notebook = chain): Promise<{ bench: Workbench; session: Session }> {
  const bench = await Workbench.create(t, notebook);
  const session = await bench.open({ runWorker: runInProcess });
  t.after(() => session.close());
  return { bench, session };
}

const set = (id: string, parameter: string, value: string | number | boolean | null) =>
  ({ type: 'set-parameter', id, parameter, value }) as const;

test('S1 an edited parameter makes its cell stale with the reason, and undoing makes it fresh again', async (t) => {
  const { session } = await opened(t);
  await runAll(session);
  await session.edit(set('Learn', 'epochs', 5));
  assert.deepEqual(await reasonsOf(session, 'Learn'), ['`epochs` changed from 2 to 5']);
  await session.undo();
  assert.equal((await freshnessOf(session)).Learn, 'fresh');
});

test('S2 an upstream that runs again with equal data leaves its downstream fresh', async (t) => {
  const { session } = await opened(t);
  await runAll(session);
  const before = cellOf(session, 'Gather').result?.outputs.examples?.[0];
  assert.deepEqual(await runAll(session, { cells: ['Gather'], force: true }), { Gather: 'succeeded' });
  const after = cellOf(session, 'Gather').result?.outputs.examples?.[0];
  assert.notEqual(after?.id, before?.id);
  assert.equal(after?.digest, before?.digest);
  assert.deepEqual(new Set(Object.values(await freshnessOf(session))), new Set(['fresh']));
});

test('S3 S4 below a stale cell the reason is that cell, not the cause of its staleness', async (t) => {
  const { bench, session } = await opened(t);
  await runAll(session);
  await bench.write('data/a.txt', 'changed');
  assert.deepEqual(await reasonsOf(session, 'Gather'), ['The source files changed: `a.txt` changed']);
  assert.deepEqual(await reasonsOf(session, 'Count'), ['Upstream Gather is stale']);
  assert.deepEqual(await reasonsOf(session, 'Judge'), [
    'Upstream Learn is stale',
    'Upstream Choose is stale',
  ]);
});

test('S5 running one cell runs what it needs and nothing else', async (t) => {
  const { bench, session } = await opened(t);
  assert.deepEqual(await runAll(session, { cells: ['Learn'] }), {
    Gather: 'succeeded',
    Count: 'succeeded',
    Learn: 'succeeded',
  });
  await bench.write('data/b.txt', 'HELLO');
  await runAll(session, { cells: ['Gather'] });
  await session.edit(set('Count', 'ignoreCase', true));
  assert.deepEqual(await runAll(session, { cells: ['Learn'] }), { Count: 'succeeded', Learn: 'succeeded' });
});

test('S6 what was pushed is not pushed again unless forced; the plan says so first', async (t) => {
  const { bench, session } = await opened(t);
  await runAll(session);
  const [step] = (await session.plan({ cells: ['Send'] })).slice(-1);
  assert.deepEqual(step, {
    cell: 'Send',
    action: 'reuse',
    reasons: [{ message: 'This was pushed before; run it with force to push it again' }],
  });
  await runAll(session, { cells: ['Send'] });
  const pushes = async () =>
    (await readFile(join(bench.folder, 'sent.txt'), 'utf8')).trim().split('\n').length;
  assert.equal(await pushes(), 1);
  await runAll(session, { cells: ['Send'], force: true });
  assert.equal(await pushes(), 2);
});

test('S6 going back to an earlier model pushes it again: it is no longer what is out there', async (t) => {
  const { bench, session } = await opened(t);
  await runAll(session);
  await session.edit(set('Learn', 'epochs', 3));
  await runAll(session);
  await session.edit(set('Learn', 'epochs', 2));
  const outcome = await runAll(session);
  assert.deepEqual([outcome.Learn, outcome.Send], ['reused', 'succeeded']);
  assert.equal((await readFile(join(bench.folder, 'sent.txt'), 'utf8')).trim().split('\n').length, 3);
});

test('S7 notes, order and cosmetic parameters leave every cell fresh', async (t) => {
  const { session } = await opened(t);
  await runAll(session);
  await session.edit({ type: 'add-cell', index: 0, cell: { kind: 'note', text: '# Title' } });
  await session.edit({ type: 'move-cell', id: 'Send', index: 1 });
  await session.edit(set('Count', 'scale', 'log'));
  await session.edit(set('Gather', 'title', 'The data'));
  assert.deepEqual(new Set(Object.values(await freshnessOf(session))), new Set(['fresh']));
});

test('S8 a resolver does not choose what the notebook itself just made, but does choose it for the next model', async (t) => {
  const { session } = await opened(t);
  await runAll(session);
  await runAll(session);
  assert.deepEqual(cellOf(session, 'Choose').result?.outputs, {});
  const first = cellOf(session, 'Learn').result?.outputs.model?.[0]?.id;
  await session.edit(set('Learn', 'epochs', 3));
  assert.equal((await runAll(session)).Judge, 'succeeded');
  assert.equal(cellOf(session, 'Choose').result?.outputs.model?.[0]?.id, first);
  assert.equal((await runAll(session)).Judge, 'reused');
});

test('K6 the parts of a key are kept with each execution, so reasons survive a restart', async (t) => {
  const { bench, session } = await opened(t);
  await runAll(session);
  await session.close();
  const again = await bench.open({
    runWorker: runInProcess,
    runtime: () => ({ tensorflow: '2.22.0', device: 'gpu' }),
  });
  t.after(() => again.close());
  assert.deepEqual(await reasonsOf(again, 'Learn'), ['Device cpu -> gpu', 'TensorFlow 2.21.0 -> 2.22.0']);
});

test('forgetting a result makes its cell stale and run again, and keeps the history', async (t) => {
  const { session } = await opened(t);
  await runAll(session);
  await session.forget('Count');
  assert.deepEqual(await reasonsOf(session, 'Count'), ['You asked to forget this result']);
  assert.equal((await runAll(session)).Count, 'succeeded');
  assert.equal(session.reader.history('Count').length, 2);
});

test('a failed cell blocks only what depends on it', async (t) => {
  const { session } = await opened(t);
  await session.edit(set('Count', 'fail', true));
  await session.edit({
    type: 'add-cell',
    index: 9,
    cell: { kind: 'component', component: 'Count', id: 'Other' },
  });
  assert.deepEqual(await runAll(session), {
    Gather: 'succeeded',
    Count: 'failed',
    Other: 'succeeded',
    Learn: 'skipped',
    Choose: 'succeeded',
    Judge: 'skipped',
    Send: 'skipped',
  });
  assert.deepEqual(await freshnessOf(session), {
    Gather: 'fresh',
    Count: 'failed',
    Learn: 'blocked',
    Choose: 'fresh',
    Judge: 'blocked',
    Send: 'blocked',
    Other: 'fresh',
  });
});

test('the plan of an unchanged notebook is to reuse, and after an edit says what is only known once it runs', async (t) => {
  const { session } = await opened(t);
  const actions = async () => (await session.plan()).map(({ cell, action }) => `${cell} ${action}`);
  assert.deepEqual(await actions(), [
    'Gather run',
    'Count run',
    'Learn run',
    'Choose run',
    'Judge run',
    'Send run',
  ]);
  await runAll(session);
  assert.deepEqual(new Set((await session.plan()).map(({ action }) => action)), new Set(['reuse']));
  await session.edit(set('Count', 'ignoreCase', true));
  assert.deepEqual(await actions(), [
    'Gather reuse',
    'Count run',
    'Learn unknown',
    'Choose run',
    'Judge unknown',
    'Send unknown',
  ]);
});
