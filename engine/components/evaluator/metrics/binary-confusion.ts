import type { MetricSubKey } from '../../../formats/evaluation/metric-key.ts';
import type { ConfusionAtThreshold } from '../../../formats/evaluation/metric-value.ts';
import { visitBinaryPairs } from './binary-pairs.ts';
import { at, type Computation } from './computation.ts';

/** Which thresholds a binary metric looks at: some given ones, or many spread over 0 to 1. */
export type Thresholds = { readonly at: readonly number[] } | { readonly count: number };

/** Sums of a binary metric and the counts at each threshold that follow from them. */
export interface BinaryConfusion {
  readonly computation: Computation;
  matrices(sums: Float64Array): ConfusionAtThreshold[];
}

export function binaryConfusion(thresholds: Thresholds, subKey: MetricSubKey): BinaryConfusion {
  return 'at' in thresholds
    ? exactConfusion(thresholds.at, subKey)
    : spreadConfusion(thresholds.count, subKey);
}

/** Four counts a threshold: true and false positives, true and false negatives. */
function exactConfusion(thresholds: readonly number[], subKey: MetricSubKey): BinaryConfusion {
  const computation: Computation = {
    id: `confusion at ${thresholds.join(' ')} ${subKeyId(subKey)}`,
    length: thresholds.length * 4,
    add(example, weight, sums) {
      visitBinaryPairs(example, subKey, (label, prediction) => {
        thresholds.forEach((threshold, index) => {
          const positive = index * 4 + (prediction > threshold ? 0 : 3);
          const negative = index * 4 + (prediction > threshold ? 1 : 2);
          sums[positive] = at(sums, positive) + weight * label;
          sums[negative] = at(sums, negative) + weight * (1 - label);
        });
      });
    },
  };
  return {
    computation,
    matrices: (sums) =>
      thresholds.map((threshold, index) => ({
        threshold,
        truePositives: at(sums, index * 4),
        falsePositives: at(sums, index * 4 + 1),
        trueNegatives: at(sums, index * 4 + 2),
        falseNegatives: at(sums, index * 4 + 3),
      })),
  };
}

const bucketCount = 10_000;
/** The margin by which TFMA and Keras put their outermost thresholds outside of 0 and 1. */
const margin = 1e-7;

/**
 * Counts at evenly spread thresholds out of a histogram of 10,000 buckets between 0 and 1 and one beyond each end,
 * as TFMA derives them (metrics/calibration_histogram.py, metrics/binary_confusion_matrices.py), so that areas under
 * curves agree with it to the last digits.
 */
function spreadConfusion(count: number, subKey: MetricSubKey): BinaryConfusion {
  const thresholds = spreadThresholds(count);
  return {
    computation: histogramComputation(subKey),
    matrices: (sums) => matricesFromHistogram(thresholds, sums),
  };
}

function spreadThresholds(count: number): number[] {
  const inner = Array.from({ length: count - 2 }, (_, index) => (index + 1) / (count - 1));
  return [-margin, ...inner, 1 + margin];
}

/** Sums, for each bucket, of labels (even places) and of examples (odd places). */
function histogramComputation(subKey: MetricSubKey): Computation {
  return {
    id: `histogram ${subKeyId(subKey)}`,
    length: (bucketCount + 2) * 2,
    add(example, weight, sums) {
      visitBinaryPairs(example, subKey, (label, prediction) => {
        const place = bucketOf(prediction) * 2;
        sums[place] = at(sums, place) + weight * label;
        sums[place + 1] = at(sums, place + 1) + weight;
      });
    },
  };
}

function bucketOf(prediction: number): number {
  const position = prediction * bucketCount + 1;
  return Math.trunc(Math.min(Math.max(position, 0), bucketCount + 1));
}

function bucketStart(bucket: number): number {
  if (bucket === 0) {
    return -Infinity;
  }
  return bucket > bucketCount ? Infinity : (bucket - 1) / bucketCount;
}

function matricesFromHistogram(thresholds: readonly number[], sums: Float64Array): ConfusionAtThreshold[] {
  const { positives, negatives } = rebin(thresholds, sums);
  const totalPositives = positives.reduce((sum, value) => sum + value, 0);
  const totalNegatives = negatives.reduce((sum, value) => sum + value, 0);
  let below = { positives: 0, negatives: 0 };
  return thresholds.map((threshold, index) => {
    const above = threshold < 1 + margin;
    const result = {
      threshold,
      truePositives: above ? totalPositives - below.positives : 0,
      falsePositives: above ? totalNegatives - below.negatives : 0,
      trueNegatives: above ? below.negatives : totalNegatives,
      falseNegatives: above ? below.positives : totalPositives,
    };
    below = {
      positives: below.positives + (positives[index] ?? 0),
      negatives: below.negatives + (negatives[index] ?? 0),
    };
    return result;
  });
}

/** Positive and negative weight between each threshold and the next. */
function rebin(
  thresholds: readonly number[],
  sums: Float64Array,
): { positives: number[]; negatives: number[] } {
  const positives = new Array<number>(thresholds.length).fill(0);
  const negatives = new Array<number>(thresholds.length).fill(0);
  let index = 0;
  for (let bucket = 0; bucket < bucketCount + 2; bucket++) {
    const examples = at(sums, bucket * 2 + 1);
    if (examples === 0) {
      continue;
    }
    while (
      index + 1 < thresholds.length &&
      bucketStart(bucket) >= (thresholds[index + 1] as number) + margin
    ) {
      index++;
    }
    const labels = at(sums, bucket * 2);
    positives[index] = (positives[index] as number) + labels;
    negatives[index] = (negatives[index] as number) + examples - labels;
  }
  return { positives, negatives };
}

export function subKeyId({ classId, k, topK }: MetricSubKey): string {
  return `${classId ?? ''}/${k ?? ''}/${topK ?? ''}`;
}
