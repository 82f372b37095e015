import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Session } from './session.ts';
import { cellOf, chain, checkpointOf, freshnessOf, Workbench } from './testing/workbench.ts';

/** A session whose cell "Learn" holds its first epoch open until the file "wait" is gone. */
async function learning(t: TestContext, stubborn = false): Promise<{ bench: Workbench; session: Session }> {
  const bench = await Workbench.create(
    t,
    chain.replace('{ epochs: 2 }', `{ epochs: 3, waitFor: wait, stubborn: ${stubborn} }`),
  );
  await bench.write('wait', '');
  const session = await bench.open();
  t.after(() => session.close());
  return { bench, session };
}

const firstCheckpoint = (session: Session): Promise<void> => checkpointOf(session);

test('C1 cancelling shows at once, and what needs the cell is skipped', async (t) => {
  const { session } = await learning(t);
  const phases: string[] = [];
  session.subscribe((event) => {
    if (event.type === 'cell' && event.cell.id === 'Learn' && phases.at(-1) !== event.cell.phase) {
      phases.push(event.cell.phase);
    }
  });
  const checkpoint = firstCheckpoint(session);
  const { done } = session.startRun();
  await checkpoint;
  session.cancel();
  assert.equal(cellOf(session, 'Learn').phase, 'cancelling');
  const { ok, cells } = await done;
  assert.equal(ok, false);
  assert.deepEqual(
    cells.map(({ cell, state }) => `${cell} ${state}`),
    [
      'Gather succeeded',
      'Count succeeded',
      'Learn cancelled',
      'Choose cancelled',
      'Judge skipped',
      'Send skipped',
    ],
  );
  assert.deepEqual(phases, ['queued', 'running', 'cancelling', 'idle']);
  assert.equal(session.reader.history('Learn')[0]?.state, 'canceled');
});

test('C1 a cell that is cancelled while its run is still being planned does not run', async (t) => {
  const { session } = await learning(t);
  const { done } = session.startRun({ cells: ['Learn'] });
  // The run has begun by now, and no file has been looked at yet.
  await Promise.resolve();
  await Promise.resolve();
  session.cancel(['Learn']);
  const { cells } = await done;
  assert.deepEqual([cells.at(-1)?.cell, cells.at(-1)?.state], ['Learn', 'cancelled']);
  assert.equal(session.reader.history('Learn').length, 0);
});

test('C2 a worker that does not stop within the grace period is killed', async (t) => {
  const { session } = await learning(t, true);
  const checkpoint = firstCheckpoint(session);
  const { done } = session.startRun({ cells: ['Learn'] });
  await checkpoint;
  const startedMs = Date.now();
  session.cancel();
  const { cells } = await done;
  assert.equal(cells.at(-1)?.state, 'cancelled');
  assert.ok(Date.now() - startedMs >= 300, 'it had its grace period');
  assert.equal((await freshnessOf(session)).Learn, 'cancelled');
});

test('C3 after a cancel the cell resumes from its checkpoint, and the execution says which it resumed', async (t) => {
  const { bench, session } = await learning(t);
  const checkpoint = firstCheckpoint(session);
  const { done } = session.startRun({ cells: ['Learn'] });
  await checkpoint;
  session.cancel();
  await done;
  assert.deepEqual(cellOf(session, 'Learn').freshness, {
    state: 'cancelled',
    resumable: 'Resume from epoch 2',
  });
  await bench.remove('wait');
  const { cells } = await session.startRun({ cells: ['Learn'] }).done;
  assert.equal(cells.at(-1)?.state, 'succeeded');
  const run = cellOf(session, 'Learn').result?.outputs.model_run?.[0]?.uri ?? '';
  assert.equal(await readFile(join(run, 'events.txt'), 'utf8'), 'started at epoch 1\n');
});

test('C3 forgetting the result starts training again from the beginning', async (t) => {
  const { bench, session } = await learning(t);
  const checkpoint = firstCheckpoint(session);
  const { done } = session.startRun({ cells: ['Learn'] });
  await checkpoint;
  session.cancel();
  await done;
  await bench.remove('wait');
  await session.forget('Learn');
  await session.startRun({ cells: ['Learn'] }).done;
  const run = cellOf(session, 'Learn').result?.outputs.model_run?.[0]?.uri ?? '';
  assert.equal(await readFile(join(run, 'events.txt'), 'utf8'), 'started at epoch 0\n');
});

test('C1 cancelling a waiting run leaves its cells as they were', async (t) => {
  const { bench, session } = await learning(t);
  const checkpoint = firstCheckpoint(session);
  const first = session.startRun({ cells: ['Learn'] });
  await checkpoint;
  const second = session.startRun({ cells: ['Send'] });
  assert.equal(cellOf(session, 'Send').phase, 'queued');
  session.cancel(['Send']);
  assert.equal(cellOf(session, 'Send').phase, 'idle');
  await bench.remove('wait');
  assert.deepEqual([(await first.done).ok, (await second.done).ok], [true, false]);
  assert.equal((await freshnessOf(session)).Send, 'empty');
});

test('a worker that dies by itself is a failure that says how, with what it said last', async (t) => {
  const bench = await Workbench.create(t, chain.replace('{ epochs: 2 }', '{ crash: true }'));
  const session = await bench.open();
  t.after(() => session.close());
  const { cells } = await session.startRun({ cells: ['Learn'] }).done;
  const { error } = cells.at(-1)!;
  assert.deepEqual([error?.code, error?.location], ['worker-died', { cell: 'Learn' }]);
  assert.match(error?.message ?? '', /SIGKILL/);
});
