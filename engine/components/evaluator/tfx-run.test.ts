import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { parseEvalConfig } from '../../formats/evaluation/eval-config.ts';
import { withEvalConfigDefaults } from '../../formats/evaluation/eval-config-defaults.ts';
import { readEvaluationFiles, writeEvaluationFiles } from '../../formats/evaluation/evaluation-files.ts';
import { decodeExample } from '../../formats/example/decode-example.ts';
import { numbersOf } from '../../formats/example/feature-value.ts';
import { inputArtifact } from '../testing/run-executor.ts';
import { blessingProperties } from './blessing.ts';
import { exampleBatches } from './example-batches.ts';
import { requestedMetrics } from './metrics/requested-metrics.ts';
import { type OutputShape, ScoredExample } from './metrics/scored-example.ts';
import { readStoredEvaluation } from './stored-evaluation.ts';
import { thresholdRules } from './threshold-rules.ts';
import { toValidationResult } from './validation-proto.ts';
import { judge } from './verdict.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures', 'tfx-run');
const shape: OutputShape = {
  classes: 3,
  labels: 'codes',
  grid: { height: 128, width: 128 },
  fromLogits: true,
};

interface RecordedExecution {
  readonly eval_config: string;
  readonly blessing: Readonly<Record<string, string | number>>;
}

const executions: Readonly<Record<string, RecordedExecution>> = JSON.parse(
  await readFile(path.join(fixtures, 'executions.json'), 'utf8'),
);

for (const [id, execution] of Object.entries(executions)) {
  const directory = path.join(fixtures, `evaluation-${id}`);
  const hasBaseline = 'baseline_model_id' in execution.blessing;

  test(`execution ${id}: the recorded parameter with defaults is the config that TFMA saved`, async () => {
    const config = withEvalConfigDefaults(parseEvalConfig(execution.eval_config), { hasBaseline });
    assert.deepEqual(config, (await readEvaluationFiles(directory)).config);
  });

  test(`execution ${id}: written again, every file has the bytes that TFMA wrote`, async () => {
    const copy = await mkdtemp(path.join(tmpdir(), 'millrace-evaluation-'));
    await writeEvaluationFiles(copy, await readEvaluationFiles(directory));
    for (const file of [
      'eval_config.json',
      'metrics-00000-of-00001.tfrecord',
      'plots-00000-of-00001.tfrecord',
      'attributions-00000-of-00001.tfrecord',
      'validations.tfrecord',
    ]) {
      const [ours, theirs] = await Promise.all([
        readFile(path.join(copy, file)),
        readFile(path.join(directory, file)),
      ]);
      assert.ok(ours.equals(theirs), file);
    }
  });

  test(`execution ${id}: the recorded metrics give the recorded validation and blessing`, async () => {
    const { config, slices, candidateName } = await readStoredEvaluation(directory);
    const verdict = judge(thresholdRules(config, candidateName, shape), slices);
    assert.deepEqual(toValidationResult(verdict), (await readEvaluationFiles(directory)).validation);
    const { blessing } = execution;
    const model = (key: string) =>
      inputArtifact('Model', String(blessing[key]), { id: Number(blessing[`${key}_id`]) });
    const properties = blessingProperties(verdict, {
      candidate: model('current_model'),
      baseline: hasBaseline ? model('baseline_model') : undefined,
    });
    assert.deepEqual(properties, blessing);
  });
}

test('an evaluation that TFMA wrote reads with its rules in words', async () => {
  const stored = await readStoredEvaluation(path.join(fixtures, 'evaluation-29'));
  assert.equal(stored.verdict, 'not-blessed');
  assert.deepEqual(
    stored.rules.map((rule) => rule.text),
    [
      'sparse_categorical_accuracy 0.8795 >= 0.99: fails',
      'change of sparse_categorical_accuracy 0 >= -0.001: passes',
    ],
  );
});

test('sparse accuracy counts fractional labels as wrong, bit for bit as TFMA did on the recorded Examples', async () => {
  // Both recorded models predict "background" everywhere, so their accuracy is the share of labels that are exactly 1.
  const { slices } = await readStoredEvaluation(path.join(fixtures, 'evaluation-9'));
  const recorded = slices[0]?.results.find(
    ({ identity }) => identity.name === 'sparse_categorical_accuracy',
  )?.value;
  const config = parseEvalConfig({
    metrics_specs: [{ metrics: [{ class_name: 'SparseCategoricalAccuracy' }] }],
  });
  const metric = requestedMetrics(config, '', shape).at(-1)!.definition;
  const sums = new Float64Array(metric.computation.length);
  const options = { splits: ['eval'], size: 5, signal: new AbortController().signal };
  for await (const { records } of exampleBatches(path.join(fixtures, 'examples'), options)) {
    for (const record of records) {
      const labels = numbersOf(decodeExample(record).get('label'))!;
      const predictions = Float32Array.from({ length: labels.length * 3 }, (_, index) =>
        index % 3 === 1 ? 1 : 0,
      );
      metric.computation.add(new ScoredExample(shape, labels, predictions), 1, sums);
    }
  }
  assert.deepEqual(metric.value(sums), recorded);
  assert.deepEqual(recorded, { kind: 'number', value: 0.879486083984375 });
});
