import assert from 'node:assert/strict';
import test from 'node:test';
import { create } from '@bufbuild/protobuf';
import { parseEvalConfig } from '../../formats/evaluation/eval-config.ts';
import type { Slice } from '../../formats/evaluation/slice-key.ts';
import {
  GenericChangeThresholdSchema,
  GenericValueThresholdSchema,
  MetricDirection,
} from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import type { OutputShape } from './metrics/scored-example.ts';
import type { SliceResults } from './sliced-results.ts';
import { checkChange, checkValue } from './threshold-checks.ts';
import { thresholdRules } from './threshold-rules.ts';
import { toValidationResult } from './validation-proto.ts';
import { judge, refuse } from './verdict.ts';

const shape: OutputShape = { classes: 3, labels: 'codes', grid: null, fromLogits: true };

function rules(thresholds: object, rest: object = {}) {
  const config = parseEvalConfig({
    model_specs: [{}],
    metrics_specs: [{ metrics: [{ class_name: 'SparseCategoricalAccuracy', ...thresholds }], ...rest }],
  });
  return thresholdRules(config, '', shape);
}

/** Accuracy and, where given, its change against a baseline, in one slice. */
function results(accuracy: number | undefined, change?: number, slice: Slice = []): SliceResults {
  const identity = { name: 'sparse_categorical_accuracy', modelName: '', exampleWeighted: false };
  const entry = (value: number, isDifference: boolean) => ({
    identity: isDifference ? { ...identity, isDifference } : identity,
    value: { kind: 'number' as const, value },
    confidence: null,
    isPlot: false,
  });
  return {
    slice,
    examples: 10,
    results: [
      ...(accuracy === undefined ? [] : [entry(accuracy, false)]),
      ...(change === undefined ? [] : [entry(change, true)]),
    ],
  };
}

const valueThreshold = { threshold: { value_threshold: { lower_bound: 0.55, upper_bound: 0.95 } } };

test('rule 1: without any threshold nothing is validated', () => {
  const verdict = judge(rules({}), [results(0.9)]);
  assert.deepEqual(verdict, { verdict: 'not-validated', outcomes: [], missingSlices: [] });
  assert.equal(toValidationResult(verdict), null);
});

for (const [value, passes] of [
  [0.5499999, false],
  [0.55, true],
  [0.7, true],
  [0.95, true],
  [0.9500001, false],
  [Number.NaN, false],
] as const) {
  test(`rule 2: ${value} between 0.55 and 0.95 ${passes ? 'passes' : 'fails'}`, () => {
    assert.equal(judge(rules(valueThreshold), [results(value)]).verdict, passes ? 'blessed' : 'not-blessed');
  });
}

test('rule 2: a missing bound bounds nothing, and NaN fails all the same', () => {
  const none = create(GenericValueThresholdSchema, {});
  assert.deepEqual(
    [checkValue(none, -1e9).passes, checkValue(none, 1e9).passes, checkValue(none, Number.NaN).passes],
    [true, true, false],
  );
});

const directions = [
  {
    direction: MetricDirection.HIGHER_IS_BETTER,
    absolute: -0.001,
    at: -0.001,
    inside: 0.2,
    outside: -0.0010001,
  },
  {
    direction: MetricDirection.LOWER_IS_BETTER,
    absolute: 0.001,
    at: 0.001,
    inside: -0.2,
    outside: 0.0010001,
  },
];
for (const { direction, absolute, at, inside, outside } of directions) {
  test(`rule 3: an absolute change in direction ${MetricDirection[direction]} at, inside and outside of its bound`, () => {
    const threshold = create(GenericChangeThresholdSchema, { direction, absolute });
    const passes = [at, inside, outside, Number.NaN].map(
      (change) => checkChange(threshold, { change, candidate: 0.5 + change }).passes,
    );
    assert.deepEqual(passes, [true, true, false, false]);
  });
}

for (const { direction, bound, at, inside, outside } of [
  { direction: MetricDirection.HIGHER_IS_BETTER, bound: 0.25, at: 0.125, inside: 0.2, outside: 0.12 },
  { direction: MetricDirection.LOWER_IS_BETTER, bound: -0.25, at: -0.125, inside: -0.2, outside: -0.12 },
]) {
  test(`rule 3: a relative change in direction ${MetricDirection[direction]} at, inside and outside of its bound`, () => {
    const threshold = create(GenericChangeThresholdSchema, { direction, relative: bound });
    const baseline = 0.5;
    const passes = [at, inside, outside].map(
      (change) => checkChange(threshold, { change, candidate: baseline + change }).passes,
    );
    assert.deepEqual(passes, [true, true, false]);
  });
}

test('rule 3: a relative change against a baseline of zero fails', () => {
  const threshold = create(GenericChangeThresholdSchema, {
    direction: MetricDirection.HIGHER_IS_BETTER,
    relative: 0,
  });
  assert.equal(checkChange(threshold, { change: 0.4, candidate: 0.4 }).passes, false);
});

test('rule 3: of an absolute and a relative bound both must hold', () => {
  const threshold = create(GenericChangeThresholdSchema, {
    direction: MetricDirection.HIGHER_IS_BETTER,
    absolute: 0.1,
    relative: 0.5,
  });
  const passes = [0.4, 0.2, 0.05].map(
    (change) => checkChange(threshold, { change, candidate: 0.5 + change }).passes,
  );
  assert.deepEqual(passes, [true, false, false]);
});

test('rule 4: thresholds of the baseline model itself are left out', () => {
  const config = parseEvalConfig({
    model_specs: [{ name: 'candidate' }, { name: 'baseline', is_baseline: true }],
    metrics_specs: [
      {
        model_names: ['baseline'],
        metrics: [{ class_name: 'SparseCategoricalAccuracy', ...valueThreshold }],
      },
    ],
  });
  assert.deepEqual(thresholdRules(config, 'candidate', shape), []);
});

test('rule 5: a threshold on a metric that was not computed fails as "Metric not found."', () => {
  const verdict = judge(rules(valueThreshold), [results(undefined)]);
  assert.equal(verdict.verdict, 'not-blessed');
  const [failure] = toValidationResult(verdict)?.metricValidationsPerSlice[0]?.failures ?? [];
  assert.equal(failure?.message, 'Metric not found.');
});

test('rule 5: a threshold on a standard metric that this model does not have fails', () => {
  const named = rules({}, { thresholds: { precision_of_nothing: { value_threshold: { lower_bound: 0 } } } });
  assert.equal(judge(named, [results(0.9)]).verdict, 'not-blessed');
});

test('rule 6: a slice that never appeared is missing and fails', () => {
  const perSlice = rules({
    per_slice_thresholds: [
      {
        slicing_specs: [{ feature_values: { species: 'owl' } }],
        threshold: { value_threshold: { lower_bound: 0.1 } },
      },
    ],
  });
  const verdict = judge(perSlice, [
    results(0.9),
    results(0.9, undefined, [{ feature: 'species', value: 'dog' }]),
  ]);
  const result = toValidationResult(verdict);
  assert.equal(verdict.verdict, 'not-blessed');
  assert.deepEqual(
    result?.missingSlices.map((spec) => spec.featureValues),
    [{ species: 'owl' }],
  );
});

test('rule 6: no slice at all, as of no examples, fails', () => {
  assert.equal(judge(rules(valueThreshold), []).verdict, 'not-blessed');
});

test('rule 7: thresholds hold in every slice, and per-slice thresholds only in theirs', () => {
  const dog: Slice = [{ feature: 'species', value: 'dog' }];
  const everywhere = rules(valueThreshold);
  assert.equal(judge(everywhere, [results(0.9), results(0.9, undefined, dog)]).verdict, 'blessed');
  assert.equal(judge(everywhere, [results(0.9), results(0.5, undefined, dog)]).verdict, 'not-blessed');
  const dogsOnly = rules({
    per_slice_thresholds: [
      {
        slicing_specs: [{ feature_keys: ['species'] }],
        threshold: { value_threshold: { lower_bound: 0.8 } },
      },
    ],
  });
  assert.equal(judge(dogsOnly, [results(0.1), results(0.9, undefined, dog)]).verdict, 'blessed');
  assert.equal(judge(dogsOnly, [results(0.9), results(0.1, undefined, dog)]).verdict, 'not-blessed');
});

test('rule 8: each rule is given in words with its numbers', () => {
  const both = rules({
    threshold: {
      value_threshold: { lower_bound: 0.55 },
      change_threshold: { direction: 'HIGHER_IS_BETTER', absolute: -0.001 },
    },
  });
  const texts = (accuracy: number, change: number) =>
    judge(both, [results(accuracy, change)]).outcomes.map((outcome) => outcome.text);
  assert.deepEqual(texts(0.871, 0.004), [
    'sparse_categorical_accuracy 0.871 >= 0.55: passes',
    'change of sparse_categorical_accuracy +0.004 >= -0.001: passes',
  ]);
  assert.deepEqual(texts(0.549999999, -0.0010000001), [
    'sparse_categorical_accuracy 0.549999999 >= 0.55: fails',
    'change of sparse_categorical_accuracy -0.0010000001 >= -0.001: fails',
  ]);
});

test('refuse() fails a verdict that every threshold passes', () => {
  const verdict = refuse(judge(rules(valueThreshold), [results(0.9)]), 'predictions are not numbers');
  assert.equal(verdict.verdict, 'not-blessed');
  assert.equal(toValidationResult(verdict)?.validationOk, false);
});
