import { create } from '@bufbuild/protobuf';
import {
  type ConfusionMatrixAtThresholds_ConfusionMatrixAtThreshold as BinaryConfusion,
  type MetricValue,
  MetricValueSchema,
} from '../proto/gen/tensorflow_model_analysis/proto/metrics_for_slice_pb.js';

/** Counts at one threshold of a binary classifier. */
export interface ConfusionAtThreshold {
  readonly threshold: number;
  readonly truePositives: number;
  readonly trueNegatives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
}

/** Counts by actual class (row) and predicted class (column). */
export type ConfusionMatrix = readonly (readonly number[])[];

export type MetricResultValue =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'numbers'; readonly values: readonly number[] }
  | { readonly kind: 'confusion-at-thresholds'; readonly matrices: readonly ConfusionAtThreshold[] }
  | { readonly kind: 'confusion-matrix'; readonly matrix: ConfusionMatrix }
  | { readonly kind: 'other'; readonly what: string };

export function numberValue(value: number): MetricResultValue {
  return { kind: 'number', value };
}

/** What `ours` has more than `theirs`, number by number; null for values that have no difference. */
export function subtractValues(ours: MetricResultValue, theirs: MetricResultValue): MetricResultValue | null {
  if (ours.kind === 'number' && theirs.kind === 'number') {
    return numberValue(ours.value - theirs.value);
  }
  if (ours.kind === 'numbers' && theirs.kind === 'numbers') {
    return {
      kind: 'numbers',
      values: ours.values.map((value, index) => value - (theirs.values[index] ?? 0)),
    };
  }
  if (ours.kind === 'confusion-at-thresholds' && theirs.kind === 'confusion-at-thresholds') {
    const matrices = ours.matrices.map((counts, index) =>
      subtractCounts(counts, theirs.matrices[index] ?? counts),
    );
    return { kind: 'confusion-at-thresholds', matrices };
  }
  return null;
}

function subtractCounts(ours: ConfusionAtThreshold, theirs: ConfusionAtThreshold): ConfusionAtThreshold {
  return {
    threshold: ours.threshold,
    truePositives: ours.truePositives - theirs.truePositives,
    trueNegatives: ours.trueNegatives - theirs.trueNegatives,
    falsePositives: ours.falsePositives - theirs.falsePositives,
    falseNegatives: ours.falseNegatives - theirs.falseNegatives,
  };
}

export function metricValueToProto(value: MetricResultValue): MetricValue {
  switch (value.kind) {
    case 'number':
      return create(MetricValueSchema, { type: { case: 'doubleValue', value: { value: value.value } } });
    case 'numbers':
      return arrayValue(value.values);
    case 'confusion-at-thresholds':
      return create(MetricValueSchema, {
        type: { case: 'confusionMatrixAtThresholds', value: { matrices: value.matrices.map(withRates) } },
      });
    case 'confusion-matrix':
      return create(MetricValueSchema, {
        type: {
          case: 'multiClassConfusionMatrixAtThresholds',
          value: { matrices: [{ threshold: 0, entries: confusionEntries(value.matrix) }] },
        },
      });
    case 'other':
      return create(MetricValueSchema, { type: { case: 'debugMessage', value: value.what } });
  }
}

/** @see metricValueToProto; kinds that no viewer shows come back as "other". */
export function metricValueFromProto(value: MetricValue | undefined): MetricResultValue {
  switch (value?.type.case) {
    case 'doubleValue':
      return numberValue(value.type.value.value);
    case 'boundedValue':
      return numberValue(value.type.value.value ?? Number.NaN);
    case 'arrayValue':
      return {
        kind: 'numbers',
        values: [...value.type.value.float64Values, ...value.type.value.float32Values],
      };
    case 'confusionMatrixAtThresholds':
      return { kind: 'confusion-at-thresholds', matrices: value.type.value.matrices.map(countsOnly) };
    case 'multiClassConfusionMatrixAtThresholds':
      return {
        kind: 'confusion-matrix',
        matrix: confusionFromEntries(value.type.value.matrices[0]?.entries ?? []),
      };
    default:
      return { kind: 'other', what: value?.type.case ?? 'nothing' };
  }
}

function arrayValue(values: readonly number[]): MetricValue {
  const float64 = 5;
  return create(MetricValueSchema, {
    type: {
      case: 'arrayValue',
      value: { dataType: float64, shape: [values.length], float64Values: [...values] },
    },
  });
}

interface ConfusionEntry {
  readonly actualClassId: number;
  readonly predictedClassId: number;
  readonly numWeightedExamples: number;
}

/** Only the cells that were met, as TFMA stores them. */
export function confusionEntries(matrix: ConfusionMatrix): ConfusionEntry[] {
  return matrix.flatMap((row, actualClassId) =>
    row.flatMap((numWeightedExamples, predictedClassId) =>
      numWeightedExamples === 0 ? [] : [{ actualClassId, predictedClassId, numWeightedExamples }],
    ),
  );
}

function confusionFromEntries(entries: readonly ConfusionEntry[]): ConfusionMatrix {
  const classes = Math.max(
    0,
    ...entries.map((entry) => Math.max(entry.actualClassId, entry.predictedClassId) + 1),
  );
  const matrix = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (const entry of entries) {
    const row = matrix[entry.actualClassId];
    if (row !== undefined && entry.predictedClassId >= 0) {
      row[entry.predictedClassId] = entry.numWeightedExamples;
    }
  }
  return matrix;
}

/**
 * The rates that TFMA stores beside the counts: precision 1 and recall 0 where they are undefined, thresholds to six
 * decimals (TFMA metrics/binary_confusion_matrices.py `Matrices.to_proto`).
 */
function withRates(counts: ConfusionAtThreshold) {
  const { truePositives: tp, trueNegatives: tn, falsePositives: fp, falseNegatives: fn } = counts;
  const precision = tp + fp > 0 ? tp / (tp + fp) : 1;
  const recall = tp + fn > 0 ? tp / (tp + fn) : 0;
  const total = tp + tn + fp + fn;
  return {
    ...counts,
    threshold: Math.round(counts.threshold * 1e6) / 1e6,
    precision,
    recall,
    f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
    accuracy: total > 0 ? (tp + tn) / total : 0,
    falsePositiveRate: fp + tn > 0 ? fp / (fp + tn) : 0,
    falseOmissionRate: tn + fn > 0 ? fn / (tn + fn) : Number.NaN,
  };
}

function countsOnly(entry: BinaryConfusion): ConfusionAtThreshold {
  const { threshold, truePositives, trueNegatives, falsePositives, falseNegatives } = entry;
  return { threshold, truePositives, trueNegatives, falsePositives, falseNegatives };
}
