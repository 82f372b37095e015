import type { MetricIdentity } from '../../formats/evaluation/metric-key.ts';
import type {
  EvalConfig,
  MetricConfig,
  MetricsSpec,
  MetricThreshold,
  PerSliceMetricThreshold,
} from '../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import { requestedMetrics } from './metrics/requested-metrics.ts';
import type { OutputShape } from './metrics/scored-example.ts';
import type { ThresholdRule } from './verdict.ts';

/**
 * Every threshold of the config that applies to the candidate, each with the metric it is about. Thresholds of a
 * metrics spec's own `thresholds` name standard metrics ("accuracy", "loss"), those of a metric the metric itself.
 */
export function thresholdRules(config: EvalConfig, candidate: string, shape: OutputShape): ThresholdRule[] {
  const specs = config.metricsSpecs.filter(
    (spec) => spec.modelNames.length === 0 || spec.modelNames.includes(candidate),
  );
  return specs.flatMap((spec) => [
    ...namedRules(spec, candidate),
    ...spec.metrics.flatMap((metric) => metricRules(config, spec, metric, { candidate, shape })),
  ]);
}

function namedRules(spec: MetricsSpec, modelName: string): ThresholdRule[] {
  const everywhere = Object.entries(spec.thresholds).flatMap(([name, threshold]) =>
    rulesOf({ name, modelName }, threshold),
  );
  const perSlice = Object.entries(spec.perSliceThresholds).flatMap(([name, { thresholds }]) =>
    thresholds.flatMap((threshold) => sliceRules({ name, modelName }, threshold)),
  );
  return [...everywhere, ...perSlice];
}

function metricRules(
  config: EvalConfig,
  spec: MetricsSpec,
  metric: MetricConfig,
  model: { readonly candidate: string; readonly shape: OutputShape },
): ThresholdRule[] {
  if (metric.threshold === undefined && metric.perSliceThresholds.length === 0) {
    return [];
  }
  const alone = {
    ...config,
    metricsSpecs: [{ ...spec, metrics: [metric] }],
    options: { ...config.options, includeDefaultMetrics: false },
  } as EvalConfig;
  return requestedMetrics(alone, model.candidate, model.shape).flatMap(({ identity }) => [
    ...rulesOf(identity, metric.threshold),
    ...metric.perSliceThresholds.flatMap((threshold) => sliceRules(identity, threshold)),
  ]);
}

function sliceRules(
  metric: MetricIdentity,
  { slicingSpecs, threshold }: PerSliceMetricThreshold,
): ThresholdRule[] {
  return slicingSpecs.flatMap((spec) => rulesOf(metric, threshold).map((rule) => ({ ...rule, spec })));
}

function rulesOf(metric: MetricIdentity, threshold: MetricThreshold | undefined): ThresholdRule[] {
  const { validateAbsolute, validateRelative } = threshold ?? {};
  return [
    ...(validateAbsolute?.case === 'valueThreshold'
      ? [{ metric, spec: null, threshold: { kind: 'value' as const, bounds: validateAbsolute.value } }]
      : []),
    ...(validateRelative?.case === 'changeThreshold'
      ? [{ metric, spec: null, threshold: { kind: 'change' as const, bounds: validateRelative.value } }]
      : []),
  ];
}
