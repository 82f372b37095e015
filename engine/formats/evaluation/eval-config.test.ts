import assert from 'node:assert/strict';
import test from 'node:test';
import { toJson } from '@bufbuild/protobuf';
import { EvalConfigSchema } from '../proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import { allThresholds, parseEvalConfig } from './eval-config.ts';
import { checkEvalConfig } from './eval-config-checks.ts';
import { withEvalConfigDefaults } from './eval-config-defaults.ts';
import { EvaluationError } from './evaluation-error.ts';

const snake = {
  model_specs: [{ signature_name: 'from_examples', label_key: 'label_xf', prediction_key: 'label_xf' }],
  slicing_specs: [{}, { feature_keys: ['species'] }],
  metrics_specs: [
    {
      metrics: [
        {
          class_name: 'SparseCategoricalAccuracy',
          threshold: {
            value_threshold: { lower_bound: 0.55 },
            change_threshold: { direction: 'HIGHER_IS_BETTER', absolute: -0.001 },
          },
        },
      ],
    },
  ],
};

const textProto = `
  model_specs { signature_name: "from_examples" label_key: "label_xf" prediction_key: "label_xf" }
  slicing_specs {}  # everything
  slicing_specs { feature_keys: "species" }
  metrics_specs {
    metrics {
      class_name: "SparseCategoricalAccuracy"
      threshold {
        value_threshold { lower_bound { value: 0.55 } }
        change_threshold { direction: HIGHER_IS_BETTER absolute { value: -0.001 } }
      }
    }
  }`;

test('parseEvalConfig() reads a value, JSON text, camelCase and text proto alike', () => {
  const config = parseEvalConfig(snake);
  assert.deepEqual(parseEvalConfig(JSON.stringify(snake)), config);
  assert.deepEqual(parseEvalConfig(toJson(EvalConfigSchema, config)), config);
  assert.deepEqual(parseEvalConfig(textProto), config);
});

for (const [name, source, pattern] of [
  ['an unknown field', { model_spec: [] }, /model_spec/],
  ['a wrong type', { model_specs: [{ label_key: 3 }] }, /label_key|labelKey/i],
  ['broken JSON', '{"model_specs": [', /JSON/],
  ['broken text proto', 'model_specs { label_key: }', /label_key|line 1|1:/],
  [
    'an unknown direction',
    { metrics_specs: [{ metrics: [{ threshold: { change_threshold: { direction: 'UP' } } }] }] },
    /UP/,
  ],
] as const) {
  test(`parseEvalConfig() refuses ${name} and says where`, () => {
    assert.throws(
      () => parseEvalConfig(source),
      (error) =>
        error instanceof EvaluationError && error.code === 'bad-eval-config' && pattern.test(error.message),
    );
  });
}

test('withEvalConfigDefaults() with a baseline names the one spec candidate and adds its copy', () => {
  const config = withEvalConfigDefaults(parseEvalConfig(snake), { hasBaseline: true });
  assert.deepEqual(
    config.modelSpecs.map(({ name, isBaseline, labelKey }) => ({ name, isBaseline, labelKey })),
    [
      { name: 'candidate', isBaseline: false, labelKey: 'label_xf' },
      { name: 'baseline', isBaseline: true, labelKey: 'label_xf' },
    ],
  );
  assert.deepEqual(config.metricsSpecs[0]?.modelNames, ['candidate', 'baseline']);
});

test('withEvalConfigDefaults() without a baseline drops baselines and every change threshold, and keeps value ones', () => {
  const source = parseEvalConfig({
    ...snake,
    model_specs: [{ name: 'new' }, { name: 'old', is_baseline: true }],
    metrics_specs: [
      {
        ...snake.metrics_specs[0],
        thresholds: { accuracy: { change_threshold: { direction: 'HIGHER_IS_BETTER' } } },
        model_names: ['new', 'old'],
      },
    ],
  });
  const config = withEvalConfigDefaults(source, { hasBaseline: false });
  assert.deepEqual(
    config.modelSpecs.map((spec) => spec.name),
    [''],
  );
  assert.deepEqual(config.metricsSpecs[0]?.modelNames, ['']);
  const kinds = [...allThresholds(config)].map((threshold) => [
    threshold.validateAbsolute.case,
    threshold.validateRelative.case,
  ]);
  assert.deepEqual(kinds, [
    ['valueThreshold', undefined],
    [undefined, undefined],
  ]);
  assert.equal(
    [...allThresholds(source)][0]?.validateRelative.case,
    'changeThreshold',
    'the source is left as it was',
  );
});

for (const [name, config, pattern] of [
  ['no model', { model_specs: [] }, /at least one model/],
  ['three models', { model_specs: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] }, /3 models/],
  ['two models without names', { model_specs: [{}, { name: 'b', is_baseline: true }] }, /needs a name/],
  [
    'two models of one name',
    { model_specs: [{ name: 'a' }, { name: 'a', is_baseline: true }] },
    /Two models/,
  ],
  [
    'two baselines',
    {
      model_specs: [
        { name: 'a', is_baseline: true },
        { name: 'b', is_baseline: true },
      ],
    },
    /exactly one/,
  ],
  ['label_key with label_keys', { model_specs: [{ label_key: 'l', label_keys: { o: 'l' } }] }, /label_keys/],
  [
    'a change threshold without direction',
    { model_specs: [{}], metrics_specs: [{ thresholds: { loss: { change_threshold: { absolute: 0 } } } }] },
    /no direction/,
  ],
  [
    'a NaN bound',
    {
      model_specs: [{}],
      metrics_specs: [{ thresholds: { loss: { value_threshold: { upper_bound: 'NaN' } } } }],
    },
    /NaN/,
  ],
  [
    'a slice threshold without slice',
    {
      model_specs: [{}],
      metrics_specs: [{ per_slice_thresholds: { loss: { thresholds: [{ threshold: {} }] } } }],
    },
    /names no slice/,
  ],
  [
    'a metric of an unknown model',
    { model_specs: [{ name: 'a' }], metrics_specs: [{ model_names: ['b'] }] },
    /"b"/,
  ],
  [
    'cross slices',
    {
      model_specs: [{}],
      cross_slicing_specs: [{ baseline_spec: {}, slicing_specs: [{ feature_keys: ['a'] }] }],
    },
    /cross_slicing_specs/,
  ],
  ['outputs by name', { model_specs: [{ prediction_keys: { mask: 'logits' } }] }, /prediction_keys/],
  ['slices by SQL', { model_specs: [{}], slicing_specs: [{ slice_keys_sql: 'SELECT 1' }] }, /slice_keys_sql/],
] as const) {
  test(`checkEvalConfig() refuses ${name}`, () => {
    assert.throws(
      () => checkEvalConfig(parseEvalConfig(config)),
      (error) =>
        error instanceof EvaluationError && error.code === 'bad-eval-config' && pattern.test(error.message),
    );
  });
}

test('checkEvalConfig() lets a good config pass', () => {
  assert.doesNotThrow(() => checkEvalConfig(parseEvalConfig(snake)));
});
