import { EvaluationError } from '../../../formats/evaluation/evaluation-error.ts';
import type { Aggregation, MetricIdentity, MetricSubKey } from '../../../formats/evaluation/metric-key.ts';
import type {
  EvalConfig,
  MetricConfig,
  MetricsSpec,
} from '../../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import { macroAverage } from './aggregate.ts';
import { metricFactory } from './catalog.ts';
import type { MetricDefinition } from './computation.ts';
import { MetricRequest } from './metric-factory.ts';
import type { OutputShape } from './scored-example.ts';

/** A metric of one model as the results name it. */
export interface RequestedMetric {
  readonly identity: MetricIdentity;
  readonly definition: MetricDefinition;
}

/** Sub keys that a metrics spec asks for under one aggregation; a spec may both binarize and aggregate. */
interface SubKeyGroup {
  readonly aggregation?: Aggregation;
  readonly subKeys: readonly MetricSubKey[];
}

/**
 * Every metric to compute for one model, in the order in which TFMA reports them: first the ones that any classifier
 * has (unless `include_default_metrics` is false), then the configured ones.
 *
 * @throws EvaluationError "unknown-metric", "metric-does-not-fit" or "bad-eval-config"
 */
export function requestedMetrics(
  config: EvalConfig,
  modelName: string,
  shape: OutputShape,
): RequestedMetric[] {
  const wanted = config.metricsSpecs.filter((spec) => namesModel(spec, modelName));
  const standard = (config.options?.includeDefaultMetrics ?? true) ? standardMetrics(shape) : [];
  const weighted = config.modelSpecs.some((spec) => spec.exampleWeightKey !== '');
  return [
    ...standard.map((definition) => ({ identity: { name: definition.name, modelName }, definition })),
    ...wanted.flatMap((spec) => metricsOfSpec(spec, { modelName, shape, weighted })),
  ];
}

/** Accuracy and loss as a classifier is compiled with, under the names Keras reports. */
function standardMetrics(shape: OutputShape): MetricDefinition[] {
  if (shape.classes < 2) {
    return [];
  }
  const named = (name: string, className: string) =>
    metricFactory(className)(new MetricRequest({ className, config: { name }, shape, subKey: {} }));
  return [
    ...named('accuracy', 'SparseCategoricalAccuracy'),
    ...named('loss', 'SparseCategoricalCrossentropy'),
  ];
}

interface SpecContext {
  readonly modelName: string;
  readonly shape: OutputShape;
  /** Whether example weights are at hand, and so the default. */
  readonly weighted: boolean;
}

function metricsOfSpec(spec: MetricsSpec, context: SpecContext): RequestedMetric[] {
  const weights = weightOptions(spec, context.weighted);
  return spec.metrics.flatMap((metric) =>
    subKeyGroups(spec).flatMap((group) =>
      definitions(spec, metric, group, context.shape).flatMap((definition) =>
        weights.map((exampleWeighted) => ({
          identity: identityOf(definition, group, { modelName: context.modelName, exampleWeighted }),
          definition,
        })),
      ),
    ),
  );
}

function identityOf(
  definition: MetricDefinition,
  group: SubKeyGroup,
  rest: { readonly modelName: string; readonly exampleWeighted: boolean },
): MetricIdentity {
  return {
    name: definition.name,
    ...rest,
    ...(definition.subKey && { subKey: definition.subKey }),
    ...(group.aggregation && { aggregation: group.aggregation }),
  };
}

function definitions(
  spec: MetricsSpec,
  metric: MetricConfig,
  group: SubKeyGroup,
  shape: OutputShape,
): readonly MetricDefinition[] {
  const make = (subKey: MetricSubKey) =>
    metricFactory(metric.className)(
      new MetricRequest({ className: metric.className, config: parseConfig(metric), shape, subKey }),
    );
  if (group.aggregation === 'macro' || group.aggregation === 'weighted-macro') {
    return group.subKeys.map((subKey) =>
      macroAverage({ spec, shape, subKey, make, aggregation: group.aggregation }),
    );
  }
  return group.subKeys.flatMap(make);
}

function subKeyGroups(spec: MetricsSpec): SubKeyGroup[] {
  const { binarize, aggregate } = spec;
  const single = [
    ...(binarize?.classIds?.values ?? []).map((classId) => ({ classId })),
    ...(binarize?.kList?.values ?? []).map((k) => ({ k })),
    ...(binarize?.topKList?.values ?? []).map((topK) => ({ topK })),
  ];
  const topK = (aggregate?.topKList?.values ?? []).map((value) => ({ topK: value }));
  const groups: SubKeyGroup[] = [
    ...(single.length > 0 ? [{ subKeys: single }] : []),
    ...(aggregate
      ? [{ aggregation: aggregationOf(aggregate.type.case), subKeys: topK.length > 0 ? topK : [{}] }]
      : []),
  ];
  return groups.length > 0 ? groups : [{ subKeys: [{}] }];
}

function aggregationOf(name: string | undefined): Aggregation {
  const names = {
    microAverage: 'micro',
    macroAverage: 'macro',
    weightedMacroAverage: 'weighted-macro',
  } as const;
  const aggregation = names[name as keyof typeof names];
  if (aggregation === undefined) {
    throw new EvaluationError('bad-eval-config', '"aggregate" does not say how to average', {
      hint: 'Set micro_average, macro_average or weighted_macro_average to true',
      location: { parameter: 'eval_config' },
    });
  }
  return aggregation;
}

function weightOptions(spec: MetricsSpec, byDefault: boolean): boolean[] {
  const { exampleWeights } = spec;
  if (exampleWeights === undefined) {
    return [byDefault];
  }
  return [...(exampleWeights.weighted ? [true] : []), ...(exampleWeights.unweighted ? [false] : [])];
}

function namesModel(spec: MetricsSpec, modelName: string): boolean {
  return spec.modelNames.length === 0 || spec.modelNames.includes(modelName);
}

function parseConfig(metric: MetricConfig): Readonly<Record<string, unknown>> {
  if (metric.config === '') {
    return {};
  }
  try {
    const value: unknown = JSON.parse(metric.config);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Readonly<Record<string, unknown>>;
    }
  } catch {
    // Falls through to the error below, which names the metric.
  }
  throw new EvaluationError('bad-eval-config', `The config of "${metric.className}" is not a JSON object`, {
    hint: `Write it as text, such as config: '{"num_classes": 3}'`,
    location: { parameter: 'eval_config' },
  });
}
