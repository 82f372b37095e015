import { create } from '@bufbuild/protobuf';
import { type MetricIdentity, metricId, metricKeyToProto } from '../../formats/evaluation/metric-key.ts';
import {
  confusionEntries,
  type MetricResultValue,
  metricValueToProto,
  subtractValues,
} from '../../formats/evaluation/metric-value.ts';
import { type Slice, sliceId, sliceToProto } from '../../formats/evaluation/slice-key.ts';
import {
  ConfidenceIntervalSchema,
  type MetricsForSlice,
  MetricsForSlice_MetricKeyAndValueSchema,
  MetricsForSliceSchema,
  type PlotsForSlice,
  PlotsForSlice_PlotKeyAndValueSchema,
  PlotsForSliceSchema,
} from '../../formats/proto/gen/tensorflow_model_analysis/proto/metrics_for_slice_pb.js';
import type { ConfidenceEstimator, ConfidenceInterval } from './metrics/confidence.ts';
import type { RequestedMetric } from './metrics/requested-metrics.ts';
import type { SliceSums } from './metrics/slice-accumulators.ts';

/** A metric's value in a slice. */
export interface MetricResult {
  readonly identity: MetricIdentity;
  readonly value: MetricResultValue;
  readonly confidence: ConfidenceInterval | null;
  readonly isPlot: boolean;
}

export interface SliceResults {
  readonly slice: Slice;
  readonly examples: number;
  readonly results: readonly MetricResult[];
}

/** What one model gave: its metrics and the sums they are computed from. */
export interface ModelSums {
  readonly metrics: readonly RequestedMetric[];
  /** Place of each metric's computation in the sums, by the computation's id. */
  readonly places: ReadonlyMap<string, number>;
  readonly slices: readonly SliceSums[];
}

/** The values of one model's metrics in every slice. */
export function resultsOfModel(model: ModelSums, estimator: ConfidenceEstimator | null): SliceResults[] {
  return model.slices.map((sums) => ({
    slice: sums.slice,
    examples: sums.examples,
    results: model.metrics.map((metric) => resultOf(metric, model.places, sums, estimator)),
  }));
}

function resultOf(
  { identity, definition }: RequestedMetric,
  places: ReadonlyMap<string, number>,
  sums: SliceSums,
  estimator: ConfidenceEstimator | null,
): MetricResult {
  const place = places.get(definition.computation.id) ?? 0;
  const vectors = (identity.exampleWeighted ? sums.weighted : sums.unweighted).map((sample) => sample[place]);
  const [total, ...samples] = vectors as [Float64Array, ...Float64Array[]];
  const value = definition.value(total);
  const isPlot = definition.shownAs === 'plot';
  if (value.kind !== 'number' || estimator === null || definition.isExact) {
    return { identity, value, confidence: null, isPlot };
  }
  const values = samples.map((sample) => {
    const of = definition.value(estimator.sumsOf(total, sample));
    return of.kind === 'number' ? of.value : Number.NaN;
  });
  return { identity, value, confidence: estimator.interval(value.value, values), isPlot };
}

/** Candidate and baseline slice by slice, followed by the candidate's differences, as TFMA orders them. */
export function compareModels(
  candidate: readonly SliceResults[],
  baseline: readonly SliceResults[],
): SliceResults[] {
  const others = new Map(baseline.map((slice) => [sliceId(slice.slice), slice.results]));
  return candidate.map((slice) => {
    const theirs = others.get(sliceId(slice.slice)) ?? [];
    return { ...slice, results: [...slice.results, ...theirs, ...differences(slice.results, theirs)] };
  });
}

function differences(ours: readonly MetricResult[], theirs: readonly MetricResult[]): MetricResult[] {
  const byName = new Map(theirs.map((result) => [metricId({ ...result.identity, modelName: '' }), result]));
  return ours.flatMap((result) => {
    const other = byName.get(metricId({ ...result.identity, modelName: '' }));
    const value = other && !result.isPlot ? subtractValues(result.value, other.value) : null;
    return value === null
      ? []
      : [{ identity: { ...result.identity, isDifference: true }, value, confidence: null, isPlot: false }];
  });
}

export function toMetricsProto({ slice, results }: SliceResults): MetricsForSlice {
  return create(MetricsForSliceSchema, {
    slicingSpecOneof: { case: 'sliceKey', value: sliceToProto(slice) },
    metricKeysAndValues: results
      .filter((result) => !result.isPlot)
      .map((result) =>
        create(MetricsForSlice_MetricKeyAndValueSchema, {
          key: metricKeyToProto(result.identity),
          value: metricValueToProto(result.value),
          ...(result.confidence && { confidenceInterval: confidenceToProto(result.confidence) }),
        }),
      ),
  });
}

function confidenceToProto(interval: ConfidenceInterval) {
  const number = (value: number) => metricValueToProto({ kind: 'number', value });
  return create(ConfidenceIntervalSchema, {
    lowerBound: number(interval.lower),
    upperBound: number(interval.upper),
    standardError: number(interval.standardError),
    degreesOfFreedom: BigInt(interval.degreesOfFreedom),
  });
}

export function toPlotsProto({ slice, results }: SliceResults): PlotsForSlice {
  return create(PlotsForSliceSchema, {
    slicingSpecOneof: { case: 'sliceKey', value: sliceToProto(slice) },
    plotKeysAndValues: results.filter((result) => result.isPlot).map(plotToProto),
  });
}

function plotToProto({ identity, value }: MetricResult) {
  const { name, modelName, outputName, subKey, exampleWeighted } = identity;
  const proto = metricValueToProto(value);
  return create(PlotsForSlice_PlotKeyAndValueSchema, {
    key: {
      name,
      modelName,
      outputName: outputName ?? '',
      ...(subKey && { subKey }),
      ...(exampleWeighted !== undefined && { exampleWeighted }),
    },
    value:
      value.kind === 'confusion-matrix'
        ? {
            multiClassConfusionMatrixAtThresholds: {
              matrices: [{ threshold: 0, entries: confusionEntries(value.matrix) }],
            },
          }
        : proto.type.case === 'confusionMatrixAtThresholds'
          ? { confusionMatrixAtThresholds: proto.type.value }
          : {},
  });
}
