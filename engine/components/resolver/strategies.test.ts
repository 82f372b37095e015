import assert from 'node:assert/strict';
import test from 'node:test';
import type { ArtifactTypeName } from '../../pipeline/artifact-types.ts';
import type { HistoryArtifact, PipelineHistory, Properties } from '../../pipeline/component.ts';
import { resolver } from './definition.ts';

function artifact(id: number, type: ArtifactTypeName, customProperties: Properties = {}): HistoryArtifact {
  const path = `/root/${type === 'Model' ? 'Trainer/model' : `Evaluator/${type}`}/${id}`;
  return {
    id,
    type,
    path,
    uri: path,
    digest: `sha256-${id}`,
    properties: {},
    customProperties,
    createdMs: id,
  };
}

function history(artifacts: readonly HistoryArtifact[]): PipelineHistory {
  const newestFirst = artifacts.toSorted((a, b) => b.id - a.id);
  return { artifacts: (type) => newestFirst.filter((candidate) => candidate.type === type) };
}

function resolve(parameters: object, artifacts: readonly HistoryArtifact[]): Record<string, number[]> {
  const chosen = resolver.resolve!({
    parameters: resolver.parameters.parse(parameters),
    history: history(artifacts),
  });
  return Object.fromEntries(Object.entries(chosen).map(([key, list]) => [key, list.map(({ id }) => id)]));
}

const blessing = (id: number, model: number, blessed: number) =>
  artifact(id, 'ModelBlessing', { current_model_id: model, blessed });

/** Artifacts of the three recorded runs of the original pipeline that the Resolver looks at. */
const recorded = [
  artifact(15, 'Model'),
  blessing(17, 15, 1),
  artifact(18, 'PushedModel', { pushed: 1, model_id: 15 }),
  blessing(20, 15, 1),
  artifact(35, 'Model'),
  blessing(37, 35, 0),
];

test('latest_blessed_model finds what the recorded runs found: nothing, then 15 by 17, then 15 by 20', () => {
  const strategy = { strategy: 'latest_blessed_model' };
  const before = (id: number) => recorded.filter((candidate) => candidate.id < id);
  assert.deepEqual(
    [
      resolve(strategy, before(15)),
      resolve(strategy, before(19)),
      resolve(strategy, before(35)),
      resolve({}, recorded),
    ],
    [
      { model: [], model_blessing: [], evaluation: [] },
      { model: [15], model_blessing: [17], evaluation: [] },
      { model: [15], model_blessing: [20], evaluation: [] },
      { model: [15], model_blessing: [20], evaluation: [] },
    ],
  );
});

test('latest_blessed_model takes the newest blessed model, whatever the order of the blessings', () => {
  const artifacts = [artifact(1, 'Model'), artifact(2, 'Model'), blessing(3, 2, 1), blessing(4, 1, 1)];
  assert.deepEqual(resolve({}, artifacts), { model: [2], model_blessing: [3], evaluation: [] });
});

test('latest_blessed_model passes over a blessing without verdict and one of a model that is gone', () => {
  const undecided = artifact(3, 'ModelBlessing', { current_model_id: 1 });
  assert.deepEqual(resolve({}, [artifact(1, 'Model'), undecided, blessing(4, 99, 1)]), {
    model: [],
    model_blessing: [],
    evaluation: [],
  });
});

test('latest_blessed_model gives the evaluation of the execution that blessed the model', () => {
  const at = (
    id: number,
    output: string,
    type: ArtifactTypeName,
    execution: number,
    properties: Properties = {},
  ) => ({
    ...artifact(id, type, properties),
    path: `/root/Evaluator/${output}/${execution}`,
  });
  const artifacts = [
    artifact(1, 'Model'),
    at(2, 'evaluation', 'ModelEvaluation', 9),
    at(3, 'blessing', 'ModelBlessing', 9, { current_model_id: 1, blessed: 1 }),
    at(4, 'evaluation', 'ModelEvaluation', 12),
  ];
  assert.deepEqual(resolve({}, artifacts), { model: [1], model_blessing: [3], evaluation: [2] });
});

test('deployed_model finds the model of the newest push that went out, not the newest blessed one', () => {
  const artifacts = [
    ...recorded,
    artifact(40, 'Model'),
    blessing(41, 40, 1),
    artifact(42, 'PushedModel', { pushed: 0, model_id: 40 }),
  ];
  assert.deepEqual(resolve({ strategy: 'deployed_model' }, artifacts), {
    model: [15],
    model_blessing: [20],
    evaluation: [],
  });
  assert.deepEqual(resolve({}, artifacts), { model: [40], model_blessing: [41], evaluation: [] });
});

test('latest_artifact gives the newest of each kind, as many as asked for', () => {
  const artifacts = [
    artifact(1, 'Examples'),
    artifact(2, 'Examples'),
    artifact(3, 'Examples'),
    artifact(4, 'Model'),
  ];
  assert.deepEqual(resolve({ strategy: 'latest_artifact', count: 2 }, artifacts), {
    model: [4],
    model_blessing: [],
    examples: [3, 2],
  });
});

test('span_range gives one artifact for each of the newest spans, its newest version, inside the range', () => {
  const spans = [
    artifact(1, 'Examples', { span: 1 }),
    artifact(2, 'Examples', { span: 2, version: 1 }),
    artifact(3, 'Examples', { span: 2, version: 2 }),
    artifact(4, 'Examples', { span: 2, version: 1 }),
    artifact(5, 'Examples', { span: 3 }),
  ];
  assert.deepEqual(resolve({ strategy: 'span_range', count: 2 }, spans), { examples: [5, 3] });
  assert.deepEqual(resolve({ strategy: 'span_range', count: 9, last_span: 2 }, spans), { examples: [3, 1] });
  assert.deepEqual(resolve({ strategy: 'span_range', first_span: 4 }, spans), { examples: [] });
});
