import { EvaluationError } from '../../../formats/evaluation/evaluation-error.ts';
import type { Aggregation, MetricSubKey } from '../../../formats/evaluation/metric-key.ts';
import { numberValue } from '../../../formats/evaluation/metric-value.ts';
import type { MetricsSpec } from '../../../formats/proto/gen/tensorflow_model_analysis/proto/config_pb.js';
import { metricFactory } from './catalog.ts';
import { type Computation, type MetricDefinition, ratio } from './computation.ts';
import { MetricRequest } from './metric-factory.ts';
import type { OutputShape } from './scored-example.ts';

/**
 * The mean of a yes-or-no metric over classes, each class against the rest: equal weights, the weights of
 * `class_weights`, or (weighted macro) weights by how often a class is the label.
 */
export function macroAverage(options: {
  readonly spec: MetricsSpec;
  readonly shape: OutputShape;
  readonly subKey: MetricSubKey;
  readonly aggregation: Aggregation | undefined;
  readonly make: (subKey: MetricSubKey) => readonly MetricDefinition[];
}): MetricDefinition {
  const { shape, subKey, make } = options;
  const classes = Array.from({ length: shape.classes }, (_, classId) => classId);
  const perClass = classes.map((classId) => only(make({ ...subKey, classId })));
  const shares = classes.map((classId) => only(prevalence(shape, classId)));
  const [first] = perClass;
  if (first === undefined || shape.classes < 2) {
    throw new EvaluationError(
      'metric-does-not-fit',
      'A macro average needs a model that predicts several classes',
      {
        hint: 'Remove "aggregate" from "metrics_specs"',
      },
    );
  }
  const parts = [...perClass, ...shares];
  const computation = concatenated(parts.map((part) => part.computation));
  const fixed = options.spec.aggregate?.classWeights ?? {};
  return {
    name: first.name,
    ...(Object.keys(subKey).length > 0 && { subKey }),
    computation,
    perExample: false,
    value(sums) {
      const values = valuesOf(parts, sums);
      const weights =
        options.aggregation === 'weighted-macro'
          ? values.slice(classes.length)
          : fixedWeights(fixed, classes);
      return numberValue(weightedMean(values.slice(0, classes.length), weights));
    },
  };
}

function prevalence(shape: OutputShape, classId: number): readonly MetricDefinition[] {
  const request = new MetricRequest({ className: 'MeanLabel', config: {}, shape, subKey: { classId } });
  return metricFactory('MeanLabel')(request);
}

/** Several computations as one: their sums one after another. */
function concatenated(computations: readonly Computation[]): Computation {
  return {
    id: computations.map((computation) => computation.id).join(' + '),
    length: computations.reduce((sum, computation) => sum + computation.length, 0),
    add(example, weight, sums) {
      let offset = 0;
      for (const computation of computations) {
        computation.add(example, weight, sums.subarray(offset, offset + computation.length));
        offset += computation.length;
      }
    },
  };
}

function valuesOf(parts: readonly MetricDefinition[], sums: Float64Array): number[] {
  let offset = 0;
  return parts.map((part) => {
    const value = part.value(sums.subarray(offset, offset + part.computation.length));
    offset += part.computation.length;
    return value.kind === 'number' ? value.value : Number.NaN;
  });
}

function fixedWeights(weights: Readonly<Record<number, number>>, classes: readonly number[]): number[] {
  return Object.keys(weights).length === 0
    ? classes.map(() => 1)
    : classes.map((classId) => weights[classId] ?? 0);
}

function weightedMean(values: readonly number[], weights: readonly number[]): number {
  const total = values.reduce((sum, value, index) => {
    const weight = weights[index] ?? 0;
    return weight === 0 ? sum : sum + value * weight;
  }, 0);
  return ratio(
    total,
    weights.reduce((sum, weight) => sum + weight, 0),
  );
}

function only(definitions: readonly MetricDefinition[]): MetricDefinition {
  const [definition] = definitions;
  if (definition === undefined || definitions.length > 1) {
    throw new EvaluationError(
      'metric-does-not-fit',
      'Only metrics of one value a class can be averaged over classes',
    );
  }
  return definition;
}
