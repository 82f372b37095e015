import assert from 'node:assert/strict';
import { constants, getPriority } from 'node:os';
import { test } from 'node:test';
import { chain, checkpointOf, freshnessOf, runAll, Workbench } from './testing/workbench.ts';

test('a notebook runs from nothing to pushed, and a second run reuses every cell', async (t) => {
  const bench = await Workbench.create(t);
  const session = await bench.open();
  t.after(() => session.close());
  assert.deepEqual(await runAll(session), {
    Gather: 'succeeded',
    Count: 'succeeded',
    Learn: 'succeeded',
    Choose: 'succeeded',
    Judge: 'succeeded',
    Send: 'succeeded',
  });
  assert.deepEqual(await freshnessOf(session), {
    Gather: 'fresh',
    Count: 'fresh',
    Learn: 'fresh',
    Choose: 'fresh',
    Judge: 'fresh',
    Send: 'fresh',
  });
  assert.deepEqual(await runAll(session), {
    Gather: 'reused',
    Count: 'reused',
    Learn: 'reused',
    Choose: 'succeeded',
    Judge: 'reused',
    Send: 'reused',
  });
});

test('a cell that succeeded is told as idle and fresh at once', async (t) => {
  const bench = await Workbench.create(t);
  const session = await bench.open();
  t.after(() => session.close());
  const told: string[] = [];
  session.subscribe((event) => {
    if (event.type === 'cell' && event.cell.id === 'Gather') {
      told.push(`${event.cell.phase} ${event.cell.freshness.state}`);
    }
  });
  await runAll(session, { cells: ['Gather'] });
  assert.ok(told.includes('running empty'));
  assert.deepEqual(
    told.filter((state) => state.startsWith('idle')),
    ['idle fresh'],
  );
});

test('a worker gives way to the engine and to windows', async (t) => {
  const bench = await Workbench.create(t, chain.replace('{ epochs: 2 }', '{ epochs: 2, waitFor: wait }'));
  await bench.write('wait', '');
  const session = await bench.open();
  t.after(() => session.close());
  let pid = 0;
  session.subscribe((event) => {
    if (event.type === 'execution' && event.event.type === 'started') pid = event.event.pid ?? 0;
  });
  const working = checkpointOf(session);
  const { done } = session.startRun({ cells: ['Learn'] });
  await working;
  assert.ok(getPriority(pid) >= constants.priority.PRIORITY_BELOW_NORMAL);
  await bench.remove('wait');
  await done;
});
