import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { parseEvalConfig } from '../../../formats/evaluation/eval-config.ts';
import { EvaluationError } from '../../../formats/evaluation/evaluation-error.ts';
import type { Slice } from '../../../formats/evaluation/slice-key.ts';
import { metricClassNames } from './catalog.ts';
import { confidenceEstimator } from './confidence.ts';
import { snakeCase } from './metric-factory.ts';
import { outputShape } from './output-shape.ts';
import { requestedMetrics } from './requested-metrics.ts';
import { type OutputShape, ScoredExample } from './scored-example.ts';
import { SliceAccumulators } from './slice-accumulators.ts';

const side = 8;
const mask: OutputShape = {
  classes: 3,
  labels: 'codes',
  grid: { height: side, width: side },
  fromLogits: true,
};
const score: OutputShape = { classes: 1, labels: 'values', grid: null, fromLogits: false };

/** The value of one metric on some examples. */
function metricOf(
  metric: object,
  shape: OutputShape,
  examples: readonly ScoredExample[],
  spec: object = {},
): number {
  const config = parseEvalConfig({
    metrics_specs: [{ metrics: [metric], ...spec }],
    options: { include_default_metrics: false },
  } as never);
  const { definition } = requestedMetrics(config, '', shape)[0]!;
  const sums = new Float64Array(definition.computation.length);
  for (const example of examples) {
    definition.computation.add(example, 1, sums);
  }
  const value = definition.value(sums);
  assert.equal(value.kind, 'number');
  return value.kind === 'number' ? value.value : Number.NaN;
}

/** An example whose model predicts the given codes. */
function maskExample(labels: ArrayLike<number>, predicted: ArrayLike<number>): ScoredExample {
  const logits = new Float32Array(labels.length * 3);
  for (let point = 0; point < labels.length; point++) {
    logits[point * 3 + predicted[point]!] = 5;
  }
  return new ScoredExample(mask, labels, logits);
}

const codes = fc.uint8Array({ minLength: side * side, maxLength: side * side, max: 2 });
const maskExamples = fc.array(
  fc.tuple(codes, codes).map(([labels, predicted]) => maskExample(labels, predicted)),
  { minLength: 1, maxLength: 6 },
);

/** Overlap of one class counted pixel by pixel. */
function overlap(
  examples: readonly ScoredExample[],
  code: number,
): { both: number; either: number; sum: number } {
  let [both, either, sum] = [0, 0, 0];
  for (const example of examples) {
    for (let point = 0; point < example.points; point++) {
      const [actual, predicted] = [example.code(point) === code, example.predicted[point] === code];
      both += actual && predicted ? 1 : 0;
      either += actual || predicted ? 1 : 0;
      sum += (actual ? 1 : 0) + (predicted ? 1 : 0);
    }
  }
  return { both, either, sum };
}

function meanOfKnown(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}

test('MeanIoU and MeanDice are the means of what a count pixel by pixel gives', () => {
  fc.assert(
    fc.property(maskExamples, (examples) => {
      const counts = [0, 1, 2].map((code) => overlap(examples, code));
      const iou = meanOfKnown(counts.map(({ both, either }) => both / either));
      const dice = meanOfKnown(counts.map(({ both, sum }) => (2 * both) / sum));
      assert.ok(Math.abs(metricOf({ class_name: 'MeanIoU' }, mask, examples) - iou) < 1e-12);
      assert.ok(Math.abs(metricOf({ class_name: 'MeanDice' }, mask, examples) - dice) < 1e-12);
    }),
  );
});

test('IoU gives one value a class, or the mean over its target classes', () => {
  const example = maskExample(
    Uint8Array.from({ length: 64 }, (_, index) => (index < 32 ? 0 : 1)),
    Uint8Array.from({ length: 64 }, (_, index) => (index < 16 ? 0 : 1)),
  );
  const config = parseEvalConfig({ metrics_specs: [{ metrics: [{ class_name: 'IoU' }] }] });
  const names = requestedMetrics(config, '', mask)
    .slice(2)
    .map(({ identity }) => identity.subKey);
  assert.deepEqual(names, [{ classId: 0 }, { classId: 1 }, { classId: 2 }]);
  const targets = metricOf({ class_name: 'IoU', config: '{"target_class_ids": [0, 1]}' }, mask, [example]);
  assert.ok(Math.abs(targets - (16 / 32 + 32 / 48) / 2) < 1e-12);
});

test('BoundaryF1 is 1 for a perfect mask, falls with the distance of a boundary, and forgives its tolerance', () => {
  const halves = (column: number) =>
    Uint8Array.from({ length: 64 }, (_, index) => (index % side < column ? 0 : 1));
  const f1 = (column: number, tolerance: number) =>
    metricOf({ class_name: 'BoundaryF1', config: JSON.stringify({ tolerance }) }, mask, [
      maskExample(halves(4), halves(column)),
    ]);
  assert.deepEqual([f1(4, 0), f1(5, 0), f1(5, 1), f1(6, 1), f1(6, 2)], [1, 0, 1, 0, 1]);
});

test('SparseCategoricalAccuracy counts a label between two codes as wrong', () => {
  const labels = Float32Array.from({ length: 64 }, (_, index) => (index < 16 ? 0.5 : 0));
  const example = maskExample(labels, new Uint8Array(64));
  assert.equal(metricOf({ class_name: 'SparseCategoricalAccuracy' }, mask, [example]), 48 / 64);
});

test('a perfect prediction and a uniform one have the cross entropies that theory gives', () => {
  const uniform = new ScoredExample(mask, new Uint8Array(64), new Float32Array(192));
  const metric = { class_name: 'SparseCategoricalCrossentropy' };
  assert.ok(Math.abs(metricOf(metric, mask, [uniform]) - Math.log(3)) < 1e-12);
  const huge = new ScoredExample(
    mask,
    new Uint8Array(64),
    Float32Array.from({ length: 192 }, (_, i) => (i % 3 ? -500 : 500)),
  );
  assert.equal(metricOf(metric, mask, [huge]), 0);
});

test('AUC is 1 for separated scores, 0.5 for equal ones, and NaN without examples', () => {
  const examples = (pairs: readonly (readonly [number, number])[]) =>
    pairs.map(([label, prediction]) => new ScoredExample(score, [label], [prediction]));
  const auc = { class_name: 'AUC' };
  assert.ok(
    Math.abs(
      metricOf(
        auc,
        score,
        examples([
          [0, 0.1],
          [0, 0.2],
          [1, 0.8],
          [1, 0.9],
        ]),
      ) - 1,
    ) < 1e-9,
  );
  assert.ok(
    Math.abs(
      metricOf(
        auc,
        score,
        examples([
          [0, 0.4],
          [1, 0.4],
        ]),
      ) - 0.5,
    ) < 1e-9,
  );
  assert.ok(Number.isNaN(metricOf(auc, score, [])));
});

const slice: Slice = [];

function accumulate(examples: readonly ScoredExample[], from = 0): SliceAccumulators {
  const config = parseEvalConfig({
    metrics_specs: [
      {
        metrics: [
          { class_name: 'MeanIoU' },
          { class_name: 'SparseCategoricalCrossentropy' },
          { class_name: 'AUC' },
        ],
      },
    ],
  });
  const computations = requestedMetrics(config, '', mask).map(({ definition }) => definition.computation);
  const accumulators = new SliceAccumulators({ computations, resampling: null, weights: true });
  examples.forEach((scored, index) => {
    accumulators.add({ scored, position: from + index, weight: 1 + ((from + index) % 3), slices: [slice] });
  });
  return accumulators;
}

test('SliceAccumulators of any two parts merge to those of the whole, whatever the cut', () => {
  fc.assert(
    fc.property(maskExamples, fc.nat(6), (examples, cut) => {
      const whole = accumulate(examples).slices()[0]!;
      const left = accumulate(examples.slice(0, cut));
      left.merge(accumulate(examples.slice(cut), cut));
      const merged = left.slices()[0]!;
      assert.equal(merged.examples, whole.examples);
      for (const kind of ['unweighted', 'weighted'] as const) {
        whole[kind][0]!.forEach((sums, index) => {
          sums.forEach((sum, place) => {
            assert.ok(Math.abs(sum - merged[kind][0]![index]![place]!) < 1e-9);
          });
        });
      }
    }),
    { numRuns: 30 },
  );
});

for (const method of ['JACKKNIFE', 'POISSON_BOOTSTRAP']) {
  test(`${method} intervals of a mean hold it, repeat, and are about as wide as theory says`, () => {
    const config = parseEvalConfig({
      options: { compute_confidence_intervals: true, confidence_intervals: { method } },
    });
    const estimator = confidenceEstimator(config)!;
    const meanConfig = parseEvalConfig({ metrics_specs: [{ metrics: [{ class_name: 'MeanLabel' }] }] });
    const { definition } = requestedMetrics(meanConfig, '', score)[0]!;
    const run = () => {
      const accumulators = new SliceAccumulators({
        computations: [definition.computation],
        resampling: estimator.resampling,
        weights: false,
      });
      for (let position = 0; position < 2000; position++) {
        const label = (position * 7919) % 2000 < 1000 ? 0 : 1;
        accumulators.add({
          position,
          weight: 1,
          slices: [slice],
          scored: new ScoredExample(score, [label], [0]),
        });
      }
      const [total, ...samples] = accumulators.slices()[0]!.unweighted.map(([sums]) => sums!);
      const numberOf = (sums: Float64Array) => {
        const value = definition.value(sums);
        return value.kind === 'number' ? value.value : Number.NaN;
      };
      return estimator.interval(
        numberOf(total!),
        samples.map((sample) => numberOf(estimator.sumsOf(total!, sample))),
      )!;
    };
    const interval = run();
    assert.deepEqual(run(), interval);
    assert.ok(interval.lower < 0.5 && interval.upper > 0.5);
    // The standard error of a mean of 2,000 fair coins is 0.5 / sqrt(2000) = 0.0112.
    assert.ok(
      interval.standardError > 0.004 && interval.standardError < 0.025,
      String(interval.standardError),
    );
  });
}

for (const [predictionShape, labelShape, expected] of [
  [[128, 128, 3], [128, 128], { classes: 3, labels: 'codes', grid: { height: 128, width: 128 } }],
  [[4], [], { classes: 4, labels: 'codes', grid: null }],
  [[4], [1], { classes: 4, labels: 'codes', grid: null }],
  [[4], [4], { classes: 4, labels: 'values', grid: null }],
  [[1], [], { classes: 1, labels: 'values', grid: null }],
  [[], [1], { classes: 1, labels: 'values', grid: null }],
  [[8, 8, 1], [8, 8], { classes: 1, labels: 'values', grid: { height: 8, width: 8 } }],
] as const) {
  test(`outputShape() takes predictions [${predictionShape}] with labels [${labelShape}] for ${expected.classes} classes`, () => {
    const { fromLogits: _, ...shape } = outputShape({ predictionShape, labelShape, predictions: [] });
    assert.deepEqual(shape, expected);
  });
}

test('outputShape() refuses labels that do not belong to the predictions', () => {
  assert.throws(
    () => outputShape({ predictionShape: [128, 128, 3], labelShape: [64, 64], predictions: [] }),
    (error) => error instanceof EvaluationError && error.code === 'metric-does-not-fit',
  );
});

test('outputShape() tells probabilities from logits', () => {
  const logits = (predictions: readonly number[]) =>
    outputShape({ predictionShape: [2], labelShape: [], predictions }).fromLogits;
  assert.deepEqual([logits([0.25, 0.75]), logits([0.5, 0.6]), logits([-1, 2])], [false, true, true]);
});

test('every metric of the catalog makes a value of a model it fits, or says why it does not fit', () => {
  for (const className of metricClassNames) {
    const config = parseEvalConfig({ metrics_specs: [{ metrics: [{ class_name: className }] }] });
    const fits = [mask, score].map((shape) => {
      try {
        return requestedMetrics(config, '', shape).length > 0;
      } catch (error) {
        assert.ok(error instanceof EvaluationError && error.code === 'metric-does-not-fit', className);
        return false;
      }
    });
    assert.ok(fits.includes(true), className);
  }
});

for (const [className, config, code] of [
  ['SparseCategoricalAcuracy', '', 'unknown-metric'],
  ['MeanIoU', '{"num_classes": 4}', 'metric-does-not-fit'],
  ['IoU', '{"target_class_ids": [3]}', 'metric-does-not-fit'],
  ['MeanSquaredError', '', 'metric-does-not-fit'],
  ['AUC', '{"curve": "XYZ"}', 'bad-eval-config'],
  ['AUC', 'not json', 'bad-eval-config'],
  ['Precision', '{"num_thresholds": 1}', 'bad-eval-config'],
] as const) {
  test(`${className} with config ${config || 'none'} is refused as ${code}`, () => {
    const evalConfig = parseEvalConfig({ metrics_specs: [{ metrics: [{ class_name: className, config }] }] });
    assert.throws(
      () => requestedMetrics(evalConfig, '', mask),
      (error) => error instanceof EvaluationError && error.code === code,
    );
  });
}

test('snakeCase() names metrics as Keras does', () => {
  assert.deepEqual(
    [
      'SparseCategoricalAccuracy',
      'AUC',
      'AUCPrecisionRecall',
      'MeanIoU',
      'F1Score',
      'SparseTopKCategoricalAccuracy',
    ].map(snakeCase),
    [
      'sparse_categorical_accuracy',
      'auc',
      'auc_precision_recall',
      'mean_io_u',
      'f1_score',
      'sparse_top_k_categorical_accuracy',
    ],
  );
});
