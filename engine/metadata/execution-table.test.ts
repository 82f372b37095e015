import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyStore, execution, model } from './testing-store.ts';

test('R3 an execution is RUNNING with its inputs, then COMPLETE with its outputs', async (t) => {
  const store = await emptyStore(t);
  const id = store.executions.begin(execution());
  assert.equal(store.query.get(id).outcome, 'running');
  const made = store.executions.end(id, {
    outcome: 'complete',
    endedMs: 2000,
    newOutputs: { model: [model()] },
  });
  const { outcome, endedMs, key, keyParts, parameters } = store.query.get(id);
  assert.deepEqual(
    { outcome, endedMs, key, keyParts, parameters },
    { outcome: 'complete', endedMs: 2000, key: 'k1', keyParts: { v: 1 }, parameters: { epochs: 3 } },
  );
  const [artifactId] = made.model!;
  assert.deepEqual(store.artifacts.get(artifactId!), {
    id: artifactId,
    type: 'Model',
    uri: '/root/Trainer/model/1',
    state: 'live',
    createdMs: 2000,
    digest: 'sha256-1',
    sizeBytes: 3,
    producer: { executionId: id, cell: 'Trainer' },
    properties: {},
    customProperties: { tfx_version: '1.21.0' },
  });
});

test('R3 when recording outputs fails half-way, nothing of the end is kept', async (t) => {
  const store = await emptyStore(t);
  const id = store.executions.begin(execution());
  const broken = { ...model(), manifest: { toJSON: () => assert.fail('no manifest') } as never };
  assert.throws(() =>
    store.executions.end(id, {
      outcome: 'complete',
      endedMs: 2,
      newOutputs: { model_run: [model()], model: [broken] },
    }),
  );
  assert.equal(store.query.get(id).outcome, 'running');
  assert.deepEqual(store.artifacts.allLive(), []);
  store.executions.end(id, { outcome: 'complete', endedMs: 3, newOutputs: { model: [model()] } });
  assert.equal(
    store.artifacts.allLive().length,
    1,
    'types made in the transaction that failed are made again',
  );
});

test('R3 a reuse is an execution of its own, CACHED, with OUTPUT events to the same artifacts', async (t) => {
  const store = await emptyStore(t);
  const first = store.executions.begin(execution());
  const made = store.executions.end(first, {
    outcome: 'complete',
    endedMs: 2,
    newOutputs: { model: [model()] },
  });
  const second = store.executions.record(execution({ runId: 'run-2' }), {
    outcome: 'cached',
    endedMs: 3,
    earlierOutputs: { type: 'output', artifacts: made },
    reusedFrom: first,
  });
  assert.deepEqual(store.events.ofExecution(second), [
    { executionId: second, artifactId: made.model![0], direction: 'output', key: 'model', index: 0 },
  ]);
  assert.equal(store.artifacts.get(made.model![0]!).producer?.executionId, first);
  assert.deepEqual(
    store.query.withKey('k1', 'pets', 'Trainer').map(({ id, outcome }) => [id, outcome]),
    [
      [second, 'cached'],
      [first, 'complete'],
    ],
  );
});

test('one artifact under two input keys has one event whose path holds both', async (t) => {
  const store = await emptyStore(t);
  const producer = store.executions.begin(execution());
  const made = store.executions.end(producer, {
    outcome: 'complete',
    endedMs: 2,
    newOutputs: { model: [model()] },
  });
  const [id] = made.model!;
  const evaluator = store.executions.begin(
    execution({ cell: 'Evaluator', inputs: { model: [id!], baseline_model: [id!] } }),
  );
  assert.deepEqual(
    store.events.ofExecution(evaluator).map(({ key, index, artifactId }) => [key, index, artifactId]),
    [
      ['model', 0, id],
      ['baseline_model', 0, id],
    ],
  );
});

test('properties keep integers, floats, text, booleans and structs apart', async (t) => {
  const store = await emptyStore(t);
  const customProperties = {
    span: 3,
    fraction: 0.25,
    name: 'x',
    flag: true,
    blessed: { train: 1, eval: 0, nested: { list: [1, 'a', null] } },
    empty: '',
  };
  const id = store.executions.begin(execution());
  const made = store.executions.end(id, {
    outcome: 'complete',
    endedMs: 2,
    newOutputs: { model: [model({ customProperties, properties: { span: 0 } })] },
  });
  const artifact = store.artifacts.get(made.model![0]!);
  assert.deepEqual(artifact.customProperties, customProperties);
  assert.deepEqual(artifact.properties, { span: 0 });
});

test('SQL in names is data', async (t) => {
  const store = await emptyStore(t);
  const name = "x'); DROP TABLE Artifact; --";
  const id = store.executions.begin(execution({ cell: name, pipeline: name, properties: { [name]: name } }));
  assert.equal(store.query.newest(name, name)?.id, id);
  assert.deepEqual(store.executions.properties(id), { [name]: name });
  assert.deepEqual(store.artifacts.allLive(), []);
});
