import assert from 'node:assert/strict';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { groupByKey } from './event-table.ts';
import { isPresent, locateUri } from './locate-uri.ts';
import { MetadataStore } from './metadata-store.ts';
import { tfxPipeline, tfxRun } from './testing-store.ts';

test('the history of a pipeline that TFX ran is there: cells, runs, states, parameters', async (t) => {
  const { database } = await tfxRun(t);
  const store = MetadataStore.open(database);
  t.after(() => store.close());
  assert.deepEqual(
    store.runs.list(tfxPipeline, 10).map(({ runId, state }) => [runId, state]),
    [
      ['2026-11-24T09:06:04.173432', 'complete'],
      ['2026-11-24T09:02:35.102021', 'complete'],
      ['2026-11-24T08:59:48.147378', 'complete'],
    ],
  );
  assert.deepEqual(
    store.query
      .history(tfxPipeline, 'Trainer', 10)
      .map(({ id, component, outcome, parameters }) => [id, component, outcome, parameters.train_args]),
    [
      [28, 'Trainer', 'complete', '{\n  "num_steps": 3\n}'],
      [18, 'Trainer', 'cached', '{\n  "num_steps": 3\n}'],
      [8, 'Trainer', 'complete', '{\n  "num_steps": 3\n}'],
    ],
  );
});

test('lineage that TFX recorded is read, merged paths and structs too', async (t) => {
  const { database } = await tfxRun(t);
  const store = MetadataStore.open(database);
  t.after(() => store.close());
  assert.deepEqual(groupByKey(store.events.ofExecution(19), 'input'), {
    model: [15],
    baseline_model: [15],
    examples: [1],
  });
  assert.deepEqual(groupByKey(store.events.ofExecution(13), 'output'), { model: [15], model_blessing: [17] });
  assert.deepEqual(store.artifacts.get(12).customProperties.blessed, { train: 1, eval: 1 });
  assert.deepEqual(
    store.artifacts.ofType(tfxPipeline, 'Model').map(({ id }) => id),
    [35, 15],
  );
  assert.deepEqual(store.artifacts.get(15).producer, { executionId: 8, cell: 'Trainer' });
});

test('recorded URIs are followed by their last three parts below the root that is open, never elsewhere', async (t) => {
  const { root } = await tfxRun(t);
  const uri = '/data/seedrun/tfx_pipeline_output/segmentation-training-pipeline/SchemaGen/schema/7';
  assert.equal(locateUri(root, uri).endsWith('SchemaGen/schema/7'), true);
  assert.equal(isPresent(root, uri), true);
  assert.equal(isPresent(root, uri.replace('SchemaGen', 'Trainer')), false);
  assert.throws(() => locateUri(root, '/data/../../etc'), { code: 'path-outside' });
});

test('executions that Python adds between two starts are found at the next', async (t) => {
  const { database } = await tfxRun(t);
  MetadataStore.open(database).close();
  const python = new Database(database);
  python.exec(`
    INSERT INTO Execution (id, type_id, last_known_state, name, create_time_since_epoch, last_update_time_since_epoch)
      VALUES (31, 27, 4, 'by-hand', 5, 6);
    INSERT INTO Association (context_id, execution_id) VALUES (1, 31), (25, 31), (16, 31)`);
  python.close();
  const store = MetadataStore.open(database);
  t.after(() => store.close());
  const { id, cell, outcome, key } = store.query.newest(tfxPipeline, 'Trainer')!;
  assert.deepEqual({ id, cell, outcome, key }, { id: 31, cell: 'Trainer', outcome: 'failed', key: null });
});
