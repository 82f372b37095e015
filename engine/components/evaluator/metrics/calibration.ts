import type { MetricSubKey } from '../../../formats/evaluation/metric-key.ts';
import { numberValue } from '../../../formats/evaluation/metric-value.ts';
import { subKeyId } from './binary-confusion.ts';
import { visitBinaryPairs } from './binary-pairs.ts';
import { at, type Computation, ratio } from './computation.ts';
import type { MetricFactory, MetricRequest } from './metric-factory.ts';

type Finish = (totals: { labels: number; predictions: number; weight: number }) => number;

/** Mean label, mean prediction, and prediction over label (TFMA metrics/calibration.py). */
export const calibrationFactories: Readonly<Record<string, MetricFactory>> = {
  MeanLabel: (request) => [meanMetric(request, ({ labels, weight }) => ratio(labels, weight))],
  MeanPrediction: (request) => [meanMetric(request, ({ predictions, weight }) => ratio(predictions, weight))],
  Calibration: (request) => [meanMetric(request, ({ labels, predictions }) => ratio(predictions, labels))],
};

function meanMetric(request: MetricRequest, finish: Finish) {
  return {
    ...request.named(),
    computation: request.shape.classes === 1 ? valueTotals : classTotals(request.subKey),
    perExample: false,
    value: (sums: Float64Array) =>
      numberValue(finish({ labels: at(sums, 0), predictions: at(sums, 1), weight: at(sums, 2) })),
  };
}

/** Labels may be any values here, unlike in a yes-or-no metric. */
const valueTotals: Computation = {
  id: 'totals of labels and predictions',
  length: 3,
  add(example, weight, sums) {
    for (let index = 0; index < example.predictions.length; index++) {
      addPair(sums, weight, example.labels[index] as number, example.predictions[index] as number);
    }
  },
};

function classTotals(subKey: MetricSubKey): Computation {
  return {
    id: `totals of labels and predictions ${subKeyId(subKey)}`,
    length: 3,
    add(example, weight, sums) {
      visitBinaryPairs(example, subKey, (label, prediction) => addPair(sums, weight, label, prediction));
    },
  };
}

function addPair(sums: Float64Array, weight: number, label: number, prediction: number): void {
  sums[0] = at(sums, 0) + weight * label;
  sums[1] = at(sums, 1) + weight * prediction;
  sums[2] = at(sums, 2) + weight;
}
