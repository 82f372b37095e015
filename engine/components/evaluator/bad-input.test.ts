import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { ReportedError } from '../../base/reported-error.ts';
import { readEvaluationSummary } from '../../formats/evaluation/evaluation-summary.ts';
import { encodeExample } from '../../formats/example/encode-example.ts';
import { bytesFeature, type Example, floatFeature, intFeature } from '../../formats/example/feature-value.ts';
import { RecordWriter } from '../../formats/tfrecord/record-writer.ts';
import { type FinishedRun, inputArtifact, runExecutor } from '../testing/run-executor.ts';
import { evaluatorExecutor } from './executor.ts';
import { ScoredExample } from './metrics/scored-example.ts';

const fixtures = path.join(import.meta.dirname, 'fixtures');

interface Case {
  readonly examples: readonly Example[];
  readonly model?: string;
  readonly baseline?: string;
  readonly config?: object;
  readonly splits?: string[];
}

const multiclass = {
  signature_name: 'from_examples',
  preprocessing_function_names: ['transform_features'],
  label_key: 'c',
  prediction_key: 'probabilities',
};
const accuracy = {
  class_name: 'SparseCategoricalAccuracy',
  threshold: { value_threshold: { lower_bound: 0 } },
};

function example(c: number, x: readonly number[] = [0, 1, 2]): Example {
  return new Map([
    ['x', floatFeature([...x])],
    ['c', intFeature([c])],
    ['label', intFeature([1])],
    ['species', bytesFeature(['dog'])],
  ]);
}

async function evaluate({ examples, model, baseline, config, splits }: Case): Promise<FinishedRun> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-bad-input-'));
  await mkdir(path.join(folder, 'Split-eval'));
  {
    await using writer = await RecordWriter.create(
      path.join(folder, 'Split-eval', 'data_tfrecord-00000-of-00001.gz'),
    );
    for (const item of examples) {
      await writer.write(encodeExample(item));
    }
  }
  const artifact = (name: string) => [inputArtifact('Model', path.join(fixtures, name))];
  return await runExecutor(evaluatorExecutor, {
    parameters: {
      eval_config: {
        model_specs: [multiclass],
        metrics_specs: [{ metrics: [accuracy] }],
        ...config,
      } as never,
      example_splits: splits ?? ['eval'],
    },
    inputs: {
      examples: [inputArtifact('Examples', folder)],
      model: artifact(model ?? 'multiclass/model'),
      ...(baseline && { baseline_model: artifact(baseline) }),
    },
    outputs: { evaluation: 'ModelEvaluation', blessing: 'ModelBlessing' },
  });
}

async function rejects(run: Case, code: string, message: RegExp, location: object = {}): Promise<void> {
  await assert.rejects(evaluate(run), (error) => {
    assert.ok(error instanceof ReportedError, String(error));
    assert.deepEqual({ code: error.code }, { code });
    assert.match(error.message, message);
    assert.deepEqual({ ...error.location, ...location }, error.location);
    return true;
  });
}

test('a label outside the classes is refused with its record', async () => {
  await rejects({ examples: [example(0), example(9)] }, 'bad-label', /label is 9, .* 0 to 3/, { record: 1 });
});

test('a label that is not a number is refused', () => {
  const shape = { classes: 3, labels: 'codes', grid: null, fromLogits: true } as const;
  const scored = new ScoredExample(shape, [Number.NaN], [0, 1, 2]);
  assert.throws(() => scored.confusion, /label is NaN/);
});

test('a metric that does not fit the output is refused', async () => {
  const config = { metrics_specs: [{ metrics: [{ class_name: 'BoundaryF1' }] }] };
  await rejects({ examples: [example(0)], config }, 'metric-does-not-fit', /BoundaryF1.*masks/);
});

test('a model without the signature is refused, and the hint lists the ones it has', async () => {
  const config = { model_specs: [{ ...multiclass, signature_name: 'predict' }] };
  await rejects({ examples: [example(0)], config }, 'no-such-signature', /"predict"/);
});

test('a prediction key that the signature does not give is refused', async () => {
  const config = { model_specs: [{ ...multiclass, prediction_key: 'logits' }] };
  await rejects({ examples: [example(0)], config }, 'bad-model', /no output "logits"/);
});

test('a baseline with another signature is refused as the baseline', async () => {
  await rejects(
    { examples: [example(0)], baseline: 'binary/model' },
    'bad-model',
    /baseline.*"probabilities"/,
  );
});

test('a baseline with another number of classes is refused', async () => {
  const config = {
    model_specs: [
      { ...multiclass, name: 'candidate' },
      {
        name: 'baseline',
        is_baseline: true,
        signature_name: 'from_examples',
        label_key: 'label',
        prediction_key: 'score',
      },
    ],
  };
  await rejects(
    { examples: [example(0)], baseline: 'binary/model', config: { ...config, metrics_specs: [] } },
    'bad-model',
    /baseline model predicts 1 classes and the candidate 4/,
  );
});

test('an empty split is refused', async () => {
  await rejects({ examples: [] }, 'no-examples', /no examples/);
});

test('a split that is not there is refused, and the hint names the ones that are', async () => {
  await rejects({ examples: [example(0)], splits: ['test'] }, 'no-such-split', /no split "test"/);
});

test('Examples that are not of this model are refused with the reason TensorFlow gives', async () => {
  await rejects({ examples: [new Map([['y', floatFeature([1])]])] }, 'execution-failed', /from_examples/);
});

test('NaN predictions are counted, and a model that makes any is never blessed', async () => {
  const run = await evaluate({ examples: [example(0), example(1, [Number.NaN, 0, 0]), example(2)] });
  const summary = await readEvaluationSummary(run.folders.evaluation!);
  assert.equal(summary?.verdict, 'not-blessed');
  assert.match(summary?.warnings[0] ?? '', /not a number for 1 of 3 examples/);
  assert.deepEqual(await readdir(run.folders.blessing!), ['NOT_BLESSED']);
  assert.equal(run.result?.outputs?.blessing?.customProperties?.blessed, 0);
});

test('a threshold for a slice without examples fails, and the empty slice is warned of', async () => {
  const spec = { feature_values: { species: 'owl' } };
  const run = await evaluate({
    examples: [example(0)],
    config: {
      slicing_specs: [{}, spec],
      metrics_specs: [
        {
          metrics: [
            {
              class_name: 'SparseCategoricalAccuracy',
              per_slice_thresholds: [{ slicing_specs: [spec], threshold: accuracy.threshold }],
            },
          ],
        },
      ],
    },
  });
  const summary = await readEvaluationSummary(run.folders.evaluation!);
  assert.deepEqual(summary?.warnings, ['No example is in slice "species:owl"']);
  assert.equal(run.result?.outputs?.blessing?.customProperties?.blessed, 0);
});

test('a slice below min_slice_size has no metrics, is warned of, and fails its thresholds', async () => {
  const config = { options: { min_slice_size: 3 }, slicing_specs: [{ feature_keys: ['species'] }] };
  const run = await evaluate({ examples: [example(0), example(1)], config });
  const summary = await readEvaluationSummary(run.folders.evaluation!);
  assert.deepEqual(summary?.warnings, ['Slice "species:dog" has 2 examples, fewer than min_slice_size']);
  assert.equal(summary?.verdict, 'not-blessed');
});

test('without thresholds the model is shown as not validated, with no blessing file and no property', async () => {
  const config = { metrics_specs: [{ metrics: [{ class_name: 'SparseCategoricalAccuracy' }] }] };
  const run = await evaluate({ examples: [example(0)], config });
  const summary = await readEvaluationSummary(run.folders.evaluation!);
  assert.equal(summary?.verdict, 'not-validated');
  assert.deepEqual(await readdir(run.folders.blessing!), []);
  assert.equal(run.result?.outputs?.blessing?.customProperties?.blessed, undefined);
  assert.ok(!(await readdir(run.folders.evaluation!)).includes('validations.tfrecord'));
});
