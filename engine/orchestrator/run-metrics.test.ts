import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chain, checkpointOf, Workbench } from './testing/workbench.ts';

test('runMetrics() and attemptEvents() tell of a training that was stopped and went on as of one', async (t) => {
  const bench = await Workbench.create(t, chain.replace('{ epochs: 2 }', '{ epochs: 3, waitFor: wait }'));
  await bench.write('wait', '');
  const session = await bench.open();
  t.after(() => session.close());
  const checkpoint = checkpointOf(session);
  const first = session.startRun({ cells: ['Learn'] });
  await checkpoint;
  session.cancel();
  await first.done;
  await bench.remove('wait');
  const second = session.startRun({ cells: ['Learn'] });
  await second.done;

  const { reader } = session;
  const [finished, stopped] = reader.history('Learn');
  assert.ok(finished && stopped);
  const epochs = async (id: number) =>
    (await reader.attemptEvents(id)).filter(({ type }) => type === 'metrics').map(({ epoch }) => epoch);
  assert.deepEqual(await epochs(stopped.executionId), [1]);
  assert.deepEqual(await epochs(finished.executionId), [1, 2, 3]);

  const loss = { lowest: 1 / 3, highest: 1 };
  assert.deepEqual((await reader.runMetrics(second.runId, 2)).epoch_loss, { ...loss, atEpoch: 1 / 2 });
  assert.deepEqual((await reader.runMetrics(second.runId, 4)).epoch_loss, { ...loss, atEpoch: null });
  assert.deepEqual((await reader.runMetrics(first.runId, 1)).epoch_loss, {
    lowest: 1,
    highest: 1,
    atEpoch: 1,
  });
});
