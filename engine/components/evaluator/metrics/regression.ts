import { numberValue } from '../../../formats/evaluation/metric-value.ts';
import { at, type Computation, type MetricDefinition, ratio } from './computation.ts';
import type { MetricFactory, MetricRequest } from './metric-factory.ts';
import type { ScoredExample } from './scored-example.ts';

/** NaN leaves a pair out of the mean. */
type Difference = (label: number, prediction: number) => number;

/** As TFMA computes them (metrics/mean_regression_error.py), which leaves out pairs where an error is undefined. */
const differences: Readonly<Record<string, Difference>> = {
  MeanAbsoluteError: (label, prediction) => Math.abs(prediction - label),
  MeanSquaredError: (label, prediction) => (prediction - label) ** 2,
  MeanAbsolutePercentageError: (label, prediction) =>
    label === 0 ? Number.NaN : 100 * Math.abs((label - prediction) / label),
  MeanSquaredLogarithmicError: (label, prediction) => (Math.log(label + 1) - Math.log(prediction + 1)) ** 2,
  LogCoshError: (label, prediction) => logCosh(prediction - label),
};

/** Mean errors of predicted values, and how well they move together with the labels. */
export const regressionFactories: Readonly<Record<string, MetricFactory>> = {
  ...Object.fromEntries(
    Object.entries(differences).map(([className, difference]) => [
      className,
      (request: MetricRequest) => [meanMetric(request, className, difference, (mean) => mean)],
    ]),
  ),
  RootMeanSquaredError: (request) => [
    meanMetric(request, 'MeanSquaredError', (label, prediction) => (prediction - label) ** 2, Math.sqrt),
  ],
  SquaredPearsonCorrelation: (request) => [correlation(request)],
};

function meanMetric(
  request: MetricRequest,
  id: string,
  difference: Difference,
  finish: (mean: number) => number,
): MetricDefinition {
  requireValues(request);
  const computation: Computation = {
    id: `mean of ${id}`,
    length: 2,
    add(example, weight, sums) {
      let sum = 0;
      let pairs = 0;
      visitValues(example, (label, prediction) => {
        const error = difference(label, prediction);
        sum += Number.isNaN(error) ? 0 : error;
        pairs += Number.isNaN(error) ? 0 : 1;
      });
      sums[0] = at(sums, 0) + weight * sum;
      sums[1] = at(sums, 1) + weight * pairs;
    },
  };
  return {
    ...request.named(),
    computation,
    perExample: true,
    value: (sums) => numberValue(finish(ratio(at(sums, 0), at(sums, 1)))),
  };
}

/** Sums of weights, labels, predictions, and their products: enough for a correlation. */
function correlation(request: MetricRequest): MetricDefinition {
  requireValues(request);
  const computation: Computation = {
    id: 'second moments of labels and predictions',
    length: 6,
    add(example, weight, sums) {
      visitValues(example, (label, prediction) => {
        const terms = [1, label, prediction, label * label, prediction * prediction, label * prediction];
        terms.forEach((term, index) => {
          sums[index] = at(sums, index) + weight * term;
        });
      });
    },
  };
  return {
    ...request.named(),
    computation,
    perExample: false,
    value: (sums) => numberValue(squaredCorrelation(sums)),
  };
}

function squaredCorrelation(sums: Float64Array): number {
  const [count, labels, predictions, labelSquares, predictionSquares, products] = [...sums] as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const covariance = products - (labels * predictions) / count;
  const spread = (labelSquares - labels ** 2 / count) * (predictionSquares - predictions ** 2 / count);
  return ratio(covariance ** 2, spread);
}

function visitValues(example: ScoredExample, visit: (label: number, prediction: number) => void): void {
  for (let index = 0; index < example.predictions.length; index++) {
    visit(example.labels[index] as number, example.predictions[index] as number);
  }
}

function requireValues(request: MetricRequest): void {
  if (request.shape.labels === 'codes' && request.shape.classes > 1) {
    throw request.misfit('compares values, and the labels here are class codes');
  }
}

/** log(cosh(x)) without overflow, as Keras computes it: x + softplus(-2x) - log(2). */
function logCosh(difference: number): number {
  const magnitude = Math.abs(difference);
  return magnitude + Math.log1p(Math.exp(-2 * magnitude)) - Math.LN2;
}
