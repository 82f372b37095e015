import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import { inputArtifact, runExecutor } from '../testing/run-executor.ts';
import { evaluatorExecutor } from './executor.ts';
import { readStoredEvaluation } from './stored-evaluation.ts';

const fixture = path.join(import.meta.dirname, 'fixtures', 'binary');

test('an evaluation with confidence intervals stores one for each number but counts', async () => {
  const config = JSON.parse(await readFile(path.join(fixture, 'eval_config.json'), 'utf8'));
  const metrics = [{ class_name: 'ExampleCount' }, { class_name: 'BinaryAccuracy' }, { class_name: 'AUC' }];
  const { folders } = await runExecutor(evaluatorExecutor, {
    parameters: {
      eval_config: {
        ...config,
        slicing_specs: [{}],
        metrics_specs: [{ metrics }],
        options: { include_default_metrics: false, compute_confidence_intervals: true },
      },
      example_splits: ['eval'],
    },
    inputs: {
      examples: [inputArtifact('Examples', path.join(fixture, 'examples'))],
      model: [inputArtifact('Model', path.join(fixture, 'model'))],
    },
    outputs: { evaluation: 'ModelEvaluation', blessing: 'ModelBlessing' },
  });
  const [overall] = (await readStoredEvaluation(folders.evaluation!)).slices;
  const found = overall!.results.map(({ identity, value, confidence }) => {
    const number = value.kind === 'number' ? value.value : Number.NaN;
    const holds = confidence === null ? null : confidence.lower < number && number < confidence.upper;
    return [identity.name, holds];
  });
  assert.deepEqual(found, [
    ['example_count', null],
    ['binary_accuracy', true],
    ['auc', true],
  ]);
});
