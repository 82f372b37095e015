import assert from 'node:assert/strict';
import test from 'node:test';
import type { ArtifactTypeName } from '../../pipeline/artifact-types.ts';
import type { HistoryArtifact, PipelineHistory, Properties } from '../../pipeline/component.ts';
import { deployedModel } from './deployed-model.ts';

function artifact(
  id: number,
  type: ArtifactTypeName,
  path: string,
  customProperties: Properties = {},
): HistoryArtifact {
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

/** Two trained and blessed models, of which the first was pushed and the push of the second failed. */
const artifacts = [
  artifact(15, 'Model', '/root/Trainer/model/8'),
  artifact(16, 'ModelEvaluation', '/root/Evaluator/evaluation/9'),
  artifact(17, 'ModelBlessing', '/root/Evaluator/blessing/9', { current_model_id: 15, blessed: 1 }),
  artifact(18, 'PushedModel', '/root/Pusher/pushed_model/10', { pushed: 1, model_id: 15 }),
  artifact(35, 'Model', '/root/Trainer/model/28'),
  artifact(37, 'ModelBlessing', '/root/Evaluator/blessing/29', { current_model_id: 35, blessed: 1 }),
  artifact(38, 'ModelEvaluation', '/root/Evaluator/evaluation/29'),
  artifact(39, 'PushedModel', '/root/Pusher/pushed_model/30', { pushed: 0 }),
];

function resolve(known: readonly HistoryArtifact[]): Record<string, number[]> {
  const newestFirst = known.toSorted((a, b) => b.id - a.id);
  const history: PipelineHistory = {
    everything: (type) => newestFirst.filter((candidate) => candidate.type === type),
    artifacts: () => [],
  };
  return Object.fromEntries(
    Object.entries(deployedModel(history)).map(([key, list]) => [key, list.map(({ id }) => id)]),
  );
}

test('deployedModel() finds the model of the newest push that went out, with what blessed it', () => {
  assert.deepEqual(resolve(artifacts), {
    pushed_model: [18],
    model: [15],
    model_blessing: [17],
    evaluation: [16],
  });
});

test('deployedModel() finds nothing before the first push, and nothing of a model that is gone', () => {
  const nothing = { pushed_model: [], model: [], model_blessing: [], evaluation: [] };
  assert.deepEqual(resolve(artifacts.filter(({ id }) => id !== 18)), nothing);
  assert.deepEqual(resolve(artifacts.filter(({ id }) => id !== 15)), nothing);
});

test('deployedModel() finds a model pushed without blessing, and no evaluation', () => {
  assert.deepEqual(resolve(artifacts.filter(({ id }) => id !== 17)), {
    pushed_model: [18],
    model: [15],
    model_blessing: [],
    evaluation: [],
  });
});
