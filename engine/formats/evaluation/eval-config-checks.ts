import {
  type EvalConfig,
  MetricDirection,
  type MetricsSpec,
  type MetricThreshold,
  type ModelSpec,
  type PerSliceMetricThreshold,
} from '../proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import { allThresholds } from './eval-config.ts';
import { EvaluationError } from './evaluation-error.ts';

/**
 * Refuses what cannot be evaluated before any model is loaded. The rules are TFMA's, with two more: a change
 * threshold needs a direction and a bound must be a number, because otherwise they only fail after the whole
 * evaluation.
 *
 * @throws EvaluationError "bad-eval-config"
 */
export function checkEvalConfig(config: EvalConfig): void {
  if (config.modelSpecs.length === 0) {
    throw refused(
      '"model_specs" must hold at least one model',
      'Add a model_specs entry with a signature_name',
    );
  }
  config.modelSpecs.forEach(checkModelSpec);
  checkModelNames(config.modelSpecs);
  config.metricsSpecs.forEach((spec) => {
    checkSliceThresholds(spec);
    checkModelReferences(spec, config.modelSpecs);
  });
  for (const threshold of allThresholds(config)) {
    checkThreshold(threshold);
  }
  refuseUnsupported(config);
}

/** What TFMA can do and Millrace cannot is refused, not passed over: a threshold nobody checks would bless by accident. */
function refuseUnsupported(config: EvalConfig): void {
  const metrics = config.metricsSpecs.flatMap((spec) => spec.metrics);
  const unsupported = {
    slice_keys_sql: config.slicingSpecs.some((spec) => spec.sliceKeysSql !== ''),
    cross_slicing_specs: config.crossSlicingSpecs.length > 0,
    cross_slice_thresholds:
      metrics.some((metric) => metric.crossSliceThresholds.length > 0) ||
      config.metricsSpecs.some((spec) => Object.keys(spec.crossSliceThresholds).length > 0),
    output_names: config.metricsSpecs.some((spec) => spec.outputNames.some((name) => name !== '')),
    query_key: config.metricsSpecs.some((spec) => spec.queryKey !== ''),
    label_keys: config.modelSpecs.some((spec) => Object.keys(spec.labelKeys).length > 0),
    prediction_keys: config.modelSpecs.some((spec) => Object.keys(spec.predictionKeys).length > 0),
    example_weight_keys: config.modelSpecs.some((spec) => Object.keys(spec.exampleWeightKeys).length > 0),
  };
  for (const [name, isSet] of Object.entries(unsupported)) {
    if (isSet) {
      throw refused(
        `"${name}" cannot be evaluated here`,
        'Models with one output, and slices by features, can',
      );
    }
  }
}

function checkModelSpec(spec: ModelSpec): void {
  const pairs = [
    ['label_key', spec.labelKey, spec.labelKeys],
    ['prediction_key', spec.predictionKey, spec.predictionKeys],
    ['example_weight_key', spec.exampleWeightKey, spec.exampleWeightKeys],
  ] as const;
  for (const [name, single, many] of pairs) {
    if (single !== '' && Object.keys(many).length > 0) {
      throw refused(`Model "${spec.name}" has both "${name}" and "${name}s"`, `Keep one of the two`);
    }
  }
}

function checkModelNames(specs: readonly ModelSpec[]): void {
  if (specs.length > 2) {
    throw refused(
      `"model_specs" has ${specs.length} models; an evaluation compares at most a candidate and a baseline`,
      'Keep the candidate, and the baseline with "is_baseline: true"',
    );
  }
  if (specs.length > 1 && specs.some((spec) => spec.name === '')) {
    throw refused('Each of several models needs a name', 'Set "name" in each of "model_specs"');
  }
  if (new Set(specs.map((spec) => spec.name)).size < specs.length) {
    throw refused(`Two models are named "${specs[0]?.name}"`, 'Give each model its own name');
  }
  if (specs.length > 1 && specs.filter((spec) => spec.isBaseline).length !== 1) {
    throw refused('Of two models exactly one must be the baseline', 'Set "is_baseline: true" on one of them');
  }
}

function checkModelReferences(spec: MetricsSpec, models: readonly ModelSpec[]): void {
  const unknown = spec.modelNames.find((name) => !models.some((model) => model.name === name));
  if (unknown !== undefined && unknown !== '') {
    const known = models.map((model) => `"${model.name}"`).join(', ');
    throw refused(`"metrics_specs" names the model "${unknown}"`, `The models are ${known}`);
  }
}

function checkSliceThresholds(spec: MetricsSpec): void {
  const perMetric = spec.metrics.map((metric) => [metric.className, metric.perSliceThresholds] as const);
  const perName = Object.entries(spec.perSliceThresholds).map(
    ([name, entry]) => [name, entry.thresholds] as const,
  );
  for (const [name, thresholds] of [...perMetric, ...perName]) {
    if (thresholds.some((threshold: PerSliceMetricThreshold) => threshold.slicingSpecs.length === 0)) {
      throw refused(
        `A threshold in "per_slice_thresholds" of "${name}" names no slice`,
        'Add "slicing_specs" to it, or use "threshold" for all slices',
      );
    }
  }
}

function checkThreshold(threshold: MetricThreshold): void {
  const { validateAbsolute, validateRelative } = threshold;
  if (validateRelative.case === 'changeThreshold') {
    const change = validateRelative.value;
    if (change.direction === MetricDirection.UNKNOWN) {
      throw refused(
        'A change threshold has no direction',
        'Set "direction" to HIGHER_IS_BETTER or LOWER_IS_BETTER',
      );
    }
    refuseNaN([change.absolute, change.relative]);
  }
  if (validateAbsolute.case === 'valueThreshold') {
    refuseNaN([validateAbsolute.value.lowerBound, validateAbsolute.value.upperBound]);
  }
}

function refuseNaN(bounds: readonly (number | undefined)[]): void {
  if (bounds.some((bound) => bound !== undefined && Number.isNaN(bound))) {
    throw refused('A threshold is NaN, which nothing can pass', 'Give a number');
  }
}

function refused(message: string, hint: string): EvaluationError {
  return new EvaluationError('bad-eval-config', message, { hint, location: { parameter: 'eval_config' } });
}
