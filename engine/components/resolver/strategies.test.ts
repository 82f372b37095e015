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
  const ofType = (type: ArtifactTypeName) => newestFirst.filter((candidate) => candidate.type === type);
  return { artifacts: ofType, everything: ofType };
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
      { model: [], model_blessing: [] },
      { model: [15], model_blessing: [17] },
      { model: [15], model_blessing: [20] },
      { model: [15], model_blessing: [20] },
    ],
  );
});

test('latest_blessed_model takes the newest blessed model, whatever the order of the blessings', () => {
  const artifacts = [artifact(1, 'Model'), artifact(2, 'Model'), blessing(3, 2, 1), blessing(4, 1, 1)];
  assert.deepEqual(resolve({}, artifacts), { model: [2], model_blessing: [3] });
});

test('latest_blessed_model passes over a blessing without verdict and one of a model that is gone', () => {
  const undecided = artifact(3, 'ModelBlessing', { current_model_id: 1 });
  assert.deepEqual(resolve({}, [artifact(1, 'Model'), undecided, blessing(4, 99, 1)]), {
    model: [],
    model_blessing: [],
  });
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
