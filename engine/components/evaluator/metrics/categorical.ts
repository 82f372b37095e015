import { numberValue } from '../../../formats/evaluation/metric-value.ts';
import { at, type Computation, ratio } from './computation.ts';
import type { MetricFactory, MetricRequest } from './metric-factory.ts';
import type { ScoredExample } from './scored-example.ts';

type PointTest = (example: ScoredExample, point: number) => boolean;

/**
 * The share of points whose highest prediction is the label. Labels are compared as they are: one that lies between
 * two codes (resizing made it so) never equals a class and is counted as wrong, as TFMA and Keras count it.
 */
const highestIsLabel: PointTest = (example, point) => example.predicted[point] === example.code(point);

/** Metrics of how often the predicted class is the actual one. */
export const categoricalFactories: Readonly<Record<string, MetricFactory>> = {
  SparseCategoricalAccuracy: (request) => [accuracy(request, 'highest is label', highestIsLabel)],
  CategoricalAccuracy: (request) => [accuracy(request, 'highest is label', highestIsLabel)],
  /** The same figure under the name that segmentation knows it by. */
  PixelAccuracy: (request) => [accuracy(request, 'highest is label', highestIsLabel)],
  SparseTopKCategoricalAccuracy: (request) => [topAccuracy(request)],
  TopKCategoricalAccuracy: (request) => [topAccuracy(request)],
};

function topAccuracy(request: MetricRequest) {
  const k = request.integer('k') ?? 5;
  return accuracy(request, `label in highest ${k}`, (example, point) => rankOfLabel(example, point) < k);
}

function accuracy(request: MetricRequest, id: string, test: PointTest) {
  request.classes();
  const computation: Computation = {
    id,
    length: 2,
    add(example, weight, sums) {
      let correct = 0;
      for (let point = 0; point < example.points; point++) {
        correct += test(example, point) ? 1 : 0;
      }
      sums[0] = at(sums, 0) + weight * correct;
      sums[1] = at(sums, 1) + weight * example.points;
    },
  };
  return {
    ...request.named(),
    computation,
    perExample: true,
    value: (sums: Float64Array) => numberValue(ratio(at(sums, 0), at(sums, 1))),
  };
}

/** How many classes are predicted higher than the label's; a label that is no class ranks last. */
function rankOfLabel(example: ScoredExample, point: number): number {
  const { classes } = example.shape;
  const code = example.code(point);
  const offset = point * classes;
  const own = example.predictions[offset + code];
  if (own === undefined || code >= classes || !Number.isInteger(code)) {
    return Number.POSITIVE_INFINITY;
  }
  let higher = 0;
  for (let index = 0; index < classes; index++) {
    higher += (example.predictions[offset + index] as number) > own ? 1 : 0;
  }
  return higher;
}
