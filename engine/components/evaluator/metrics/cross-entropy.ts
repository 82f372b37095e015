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
  const { predictions, shape } = example;
  const offset = point * shape.classes;
  const top = predictions[offset + (example.predicted[point] as number)] as number;
  let sum = 0;
  for (let index = offset; index < offset + shape.classes; index++) {
    sum += Math.exp((predictions[index] as number) - top);
  }
  return weightOfLabels(example, point) * (Math.log(sum) + top) - overLabels(example, point, predictionAt);
}

function fromProbabilities(example: ScoredExample, point: number): number {
  const { predictions, shape } = example;
  const offset = point * shape.classes;
  let sum = 0;
  for (let index = offset; index < offset + shape.classes; index++) {
    sum += predictions[index] as number;
  }
  return -overLabels(example, point, (of, at, index) => Math.log(clip(predictionAt(of, at, index) / sum)));
}

type Contribution = (example: ScoredExample, point: number, index: number) => number;

/** What a class contributes, summed over classes in proportion to the label; of a code, the one class it names. */
function overLabels(example: ScoredExample, point: number, contribution: Contribution): number {
  if (example.shape.labels === 'codes') {
    return contribution(example, point, labelledClass(example, point));
  }
  const { classes } = example.shape;
  let sum = 0;
  for (let index = 0; index < classes; index++) {
    const label = example.labels[point * classes + index] as number;
    sum += label === 0 ? 0 : label * contribution(example, point, index);
  }
  return sum;
}

/** 1 for a code; the sum of a vector of labels, which need not be 1. */
function weightOfLabels(example: ScoredExample, point: number): number {
  return example.shape.labels === 'codes' ? 1 : overLabels(example, point, () => 1);
}

/** A fractional code is cut off, as Keras casts it before it looks the score up. */
function labelledClass(example: ScoredExample, point: number): number {
  const code = example.actual[point] as number;
  if (!(code >= 0 && code < example.shape.classes)) {
    throw labelOutside(code, example.shape.classes);
  }
  return code;
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
