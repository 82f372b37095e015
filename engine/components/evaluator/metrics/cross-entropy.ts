import { numberValue } from '../../../formats/evaluation/metric-value.ts';
import { at, type Computation, ratio } from './computation.ts';
import type { MetricFactory, MetricRequest } from './metric-factory.ts';
import { labelOutside, type ScoredExample } from './scored-example.ts';

/** Keras keeps probabilities this far from 0 and 1 before it takes logarithms. */
const epsilon = 1e-7;

type PointLoss = (example: ScoredExample, point: number) => number;

/** Cross entropies; `from_logits` is read from the metric's configuration and otherwise found from the output. */
export const crossEntropyFactories: Readonly<Record<string, MetricFactory>> = {
  SparseCategoricalCrossentropy: (request) => [multiClass(request)],
  CategoricalCrossentropy: (request) => [multiClass(request)],
  BinaryCrossentropy: (request) => [binary(request)],
};

function multiClass(request: MetricRequest) {
  request.classes();
  const fromLogits = request.flag('from_logits') ?? request.shape.fromLogits;
  const loss = fromLogits ? fromScores : fromProbabilities;
  return lossMetric(request, `cross entropy ${fromLogits}`, loss);
}

function binary(request: MetricRequest) {
  const fromLogits = request.flag('from_logits') ?? request.shape.fromLogits;
  const loss = fromLogits ? binaryFromScore : binaryFromProbability;
  return lossMetric(request, `binary cross entropy ${fromLogits}`, (example, point) => {
    const { classes } = example.shape;
    let sum = 0;
    for (let index = 0; index < classes; index++) {
      sum += loss(example.labels[point * classes + index] as number, predictionAt(example, point, index));
    }
    return sum / classes;
  });
}

function lossMetric(request: MetricRequest, id: string, loss: PointLoss) {
  const computation: Computation = {
    id,
    length: 2,
    add(example, weight, sums) {
      let sum = 0;
      for (let point = 0; point < example.points; point++) {
        sum += loss(example, point);
      }
      sums[0] = at(sums, 0) + weight * sum;
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

/** Logarithm of the sum of exponentials less the label's score, shifted by the highest so that nothing overflows. */
function fromScores(example: ScoredExample, point: number): number {
  const { classes } = example.shape;
  const top = predictionAt(example, point, example.predicted[point] as number);
  let sum = 0;
  for (let index = 0; index < classes; index++) {
    sum += Math.exp(predictionAt(example, point, index) - top);
  }
  const normaliser = Math.log(sum) + top;
  return overLabels(example, point, (index) => normaliser - predictionAt(example, point, index));
}

function fromProbabilities(example: ScoredExample, point: number): number {
  const { classes } = example.shape;
  let sum = 0;
  for (let index = 0; index < classes; index++) {
    sum += predictionAt(example, point, index);
  }
  return overLabels(example, point, (index) => -Math.log(clip(predictionAt(example, point, index) / sum)));
}

/**
 * What a class contributes, summed over classes in proportion to the label; of a code, the one class it names. A
 * fractional code is cut off, as Keras casts it before it looks the score up.
 */
function overLabels(example: ScoredExample, point: number, contribution: (index: number) => number): number {
  const { classes } = example.shape;
  if (example.shape.labels === 'codes') {
    const code = Math.trunc(example.code(point));
    if (!(code >= 0 && code < classes)) {
      throw labelOutside(code, classes);
    }
    return contribution(code);
  }
  let sum = 0;
  for (let index = 0; index < classes; index++) {
    const label = example.labels[point * classes + index] as number;
    sum += label === 0 ? 0 : label * contribution(index);
  }
  return sum;
}

function predictionAt(example: ScoredExample, point: number, index: number): number {
  return example.predictions[point * example.shape.classes + index] as number;
}

/** max(x, 0) - x * label + log(1 + exp(-|x|)): TensorFlow's form that does not overflow. */
function binaryFromScore(label: number, score: number): number {
  return Math.max(score, 0) - score * label + Math.log1p(Math.exp(-Math.abs(score)));
}

/** Keras adds epsilon inside the logarithms once more after clipping. */
function binaryFromProbability(label: number, probability: number): number {
  const kept = clip(probability);
  return -(label * Math.log(kept + epsilon) + (1 - label) * Math.log(1 - kept + epsilon));
}

function clip(probability: number): number {
  return Math.min(Math.max(probability, epsilon), 1 - epsilon);
}
