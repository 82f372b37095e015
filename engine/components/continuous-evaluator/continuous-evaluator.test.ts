import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { ReportedError } from '../../base/reported-error.ts';
import { decodeExample } from '../../formats/example/decode-example.ts';
import { encodeExample } from '../../formats/example/encode-example.ts';
import { intFeature } from '../../formats/example/feature-value.ts';
import { RecordWriter } from '../../formats/tfrecord/record-writer.ts';
import { exampleBatches } from '../evaluator/example-batches.ts';
import { evaluatorExecutor } from '../evaluator/executor.ts';
import { readStoredEvaluation } from '../evaluator/stored-evaluation.ts';
import { inputArtifact, runExecutor } from '../testing/run-executor.ts';
import { continuousEvaluator } from './definition.ts';
import { continuousEvaluatorExecutor } from './executor.ts';

const fixture = path.join(import.meta.dirname, '..', 'evaluator', 'fixtures', 'multiclass');
const model = inputArtifact('Model', path.join(fixture, 'model'), { id: 15 });
const examples = path.join(fixture, 'examples');
const { signal } = new AbortController();

async function blessedEvaluation(thresholds: object): Promise<string> {
  const config = JSON.parse(await readFile(path.join(fixture, 'eval_config.json'), 'utf8'));
  const metrics = [
    { class_name: 'SparseCategoricalAccuracy', ...thresholds },
    { class_name: 'ExampleCount' },
  ];
  const run = await runExecutor(evaluatorExecutor, {
    parameters: { eval_config: { ...config, metrics_specs: [{ metrics }] }, example_splits: ['eval'] },
    inputs: { examples: [inputArtifact('Examples', examples)], model: [model] },
    outputs: { evaluation: 'ModelEvaluation', blessing: 'ModelBlessing' },
  });
  return run.folders.evaluation!;
}

/** The Examples with every so-manieth label turned into another class, as data drifts. */
async function driftedExamples(every: number): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-drift-'));
  await mkdir(path.join(folder, 'Split-eval'));
  await using writer = await RecordWriter.create(
    path.join(folder, 'Split-eval', 'data_tfrecord-00000-of-00001.gz'),
  );
  for await (const { records } of exampleBatches(examples, { splits: ['eval'], size: 100, signal })) {
    for (const [index, record] of records.entries()) {
      const example = decodeExample(record);
      const label = Number((example.get('c')!.values as BigInt64Array)[0]);
      await writer.write(
        encodeExample(example.set('c', intFeature([index % every === 0 ? (label + 1) % 4 : label]))),
      );
    }
  }
  return folder;
}

function watch(newExamples: string, evaluation: string, allowed_drop = 0.02) {
  return runExecutor(continuousEvaluatorExecutor, {
    parameters: continuousEvaluator.parameters.parse({ allowed_drop }),
    inputs: {
      examples: [inputArtifact('Examples', newExamples)],
      model: [model],
      evaluation: [inputArtifact('ModelEvaluation', evaluation, { id: 16 })],
    },
    outputs: { evaluation: 'ModelEvaluation' },
  });
}

const atLeast = (lower_bound: number) => ({ threshold: { value_threshold: { lower_bound } } });
const degraded = (run: Awaited<ReturnType<typeof watch>>) =>
  run.result?.outputs?.evaluation?.customProperties?.degraded;

test('on the data it was blessed by, a model is as good as then', async () => {
  const evaluation = await blessedEvaluation(atLeast(0.5));
  const run = await watch(examples, evaluation, 0);
  assert.equal(degraded(run), 0);
  const stored = await readStoredEvaluation(run.folders.evaluation!);
  assert.deepEqual(
    stored.rules.filter(({ slice }) => slice === 'Overall').map(({ text }) => text),
    [
      'sparse_categorical_accuracy 0.725 >= 0.5: passes',
      'change of sparse_categorical_accuracy 0 >= 0: passes',
    ],
  );
});

test('on drifted data the model is flagged with its figures, against the metrics of its blessing, and retraining is offered', async () => {
  const evaluation = await blessedEvaluation(atLeast(0.5));
  const run = await watch(await driftedExamples(5), evaluation);
  assert.deepEqual(run.result?.outputs?.evaluation?.customProperties, {
    degraded: 1,
    current_model: model.uri,
    current_model_id: 15,
    reference_evaluation: evaluation,
    reference_evaluation_id: 16,
  });
  assert.match(
    run.log[0] ?? '',
    /worse on the new data.*change of sparse_categorical_accuracy -0\.\d+ >= -0\.02.*Train it anew/,
  );
  const stored = await readStoredEvaluation(run.folders.evaluation!);
  assert.equal(stored.verdict, 'not-blessed');
  assert.equal(stored.baselineName, 'baseline');
});

test('a drop within what is allowed is not flagged', async () => {
  const evaluation = await blessedEvaluation(atLeast(0.5));
  assert.equal(degraded(await watch(await driftedExamples(5), evaluation, 0.5)), 0);
});

test('a drop below the value threshold is flagged, however much is allowed', async () => {
  const evaluation = await blessedEvaluation(atLeast(0.7));
  assert.equal(degraded(await watch(await driftedExamples(5), evaluation, 0.5)), 1);
});

test('an evaluation without thresholds cannot be compared with, since nothing says what matters', async () => {
  const evaluation = await blessedEvaluation({});
  await assert.rejects(
    watch(examples, evaluation),
    (error) => error instanceof ReportedError && /no threshold/.test(error.message),
  );
});
