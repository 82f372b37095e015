import { type ConfusionMatrix, numberValue } from '../../../formats/evaluation/metric-value.ts';
import { at, type Computation, type MetricDefinition, ratio } from './computation.ts';
import type { MetricFactory, MetricRequest } from './metric-factory.ts';

/** Points by actual and predicted class, summed: what every overlap metric is made of. */
function confusionComputation(classes: number): Computation {
  return {
    id: 'confusion of classes',
    length: classes * classes,
    add(example, weight, sums) {
      const { confusion } = example;
      for (let index = 0; index < confusion.length; index++) {
        sums[index] = at(sums, index) + weight * at(confusion, index);
      }
    },
  };
}

/** A class's points: predicted rightly, and all that were actually or by prediction of it. */
interface ClassCounts {
  readonly hits: number;
  readonly actual: number;
  readonly predicted: number;
}

type Overlap = (counts: ClassCounts) => number;

/** Intersection over union (Jaccard). */
const intersectionOverUnion: Overlap = ({ hits, actual, predicted }) =>
  ratio(hits, actual + predicted - hits);
/** Dice coefficient: twice the intersection over the sum of the two areas. */
const dice: Overlap = ({ hits, actual, predicted }) => ratio(2 * hits, actual + predicted);

/**
 * Metrics of overlap between predicted and actual regions. Means leave out classes that are neither in the labels nor
 * in the predictions, as Keras's MeanIoU does.
 */
export const classConfusionFactories: Readonly<Record<string, MetricFactory>> = {
  MeanIoU: (request) => [meanOverlap(request, intersectionOverUnion)],
  MeanDice: (request) => [meanOverlap(request, dice)],
  IoU: (request) => classOverlaps(request, intersectionOverUnion),
  Dice: (request) => classOverlaps(request, dice),
  MultiClassConfusionMatrix: (request) => [confusionMetric(request)],
  MultiClassConfusionMatrixAtThresholds: (request) => [confusionMetric(request)],
  MultiClassConfusionMatrixPlot: (request) => [{ ...confusionMetric(request), shownAs: 'plot' }],
};

function meanOverlap(request: MetricRequest, overlap: Overlap): MetricDefinition {
  const classes = request.classes();
  return {
    ...request.named({}),
    computation: confusionComputation(classes),
    perExample: true,
    value: (sums) => numberValue(mean(countsOfClasses(sums, classes).map(overlap))),
  };
}

/** One value a class, or the mean over `target_class_ids` where the configuration names them, as Keras's IoU. */
function classOverlaps(request: MetricRequest, overlap: Overlap): MetricDefinition[] {
  const classes = request.classes();
  const targets = request.numbers('target_class_ids');
  const outside = targets?.find((target) => !(Number.isInteger(target) && target >= 0 && target < classes));
  if (outside !== undefined) {
    throw request.misfit(
      `names the class ${outside}, and the model predicts the classes 0 to ${classes - 1}`,
    );
  }
  const computation = confusionComputation(classes);
  if (targets !== undefined) {
    const value = (sums: Float64Array) =>
      numberValue(mean(targets.map((target) => overlap(countsOfClass(sums, classes, target)))));
    return [{ ...request.named({}), computation, perExample: true, value }];
  }
  const wanted = request.subKey.classId === undefined ? range(classes) : [request.subKey.classId];
  return wanted.map((classId) => ({
    ...request.named({ classId }),
    computation,
    perExample: true,
    value: (sums) => numberValue(overlap(countsOfClass(sums, classes, classId))),
  }));
}

function confusionMetric(request: MetricRequest): MetricDefinition {
  const classes = request.classes();
  return {
    ...request.named({}),
    computation: confusionComputation(classes),
    perExample: false,
    value: (sums) => ({ kind: 'confusion-matrix', matrix: toMatrix(sums, classes) }),
  };
}

function toMatrix(sums: Float64Array, classes: number): ConfusionMatrix {
  return range(classes).map((row) => [...sums.subarray(row * classes, (row + 1) * classes)]);
}

function countsOfClasses(sums: Float64Array, classes: number): ClassCounts[] {
  return range(classes).map((index) => countsOfClass(sums, classes, index));
}

function countsOfClass(sums: Float64Array, classes: number, index: number): ClassCounts {
  let actual = 0;
  let predicted = 0;
  for (let other = 0; other < classes; other++) {
    actual += at(sums, index * classes + other);
    predicted += at(sums, other * classes + index);
  }
  return { hits: at(sums, index * classes + index), actual, predicted };
}

function mean(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value));
  return ratio(
    known.reduce((sum, value) => sum + value, 0),
    known.length,
  );
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
