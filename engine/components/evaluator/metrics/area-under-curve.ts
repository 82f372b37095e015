import { EvaluationError } from '../../../formats/evaluation/evaluation-error.ts';
import { type ConfusionAtThreshold, numberValue } from '../../../formats/evaluation/metric-value.ts';
import { binaryConfusion } from './binary-confusion.ts';
import type { MetricDefinition } from './computation.ts';
import type { MetricFactory, MetricRequest } from './metric-factory.ts';

/** TFMA's number of thresholds for areas under curves. */
const standardThresholds = 10_000;

type Curve = 'ROC' | 'PR';
type Summation = 'interpolation' | 'minoring' | 'majoring';

/** The area under the receiver operating characteristic and under the precision-recall curve. */
export const areaFactories: Readonly<Record<string, MetricFactory>> = {
  AUC: (request) => [areaMetric(request, curveOf(request))],
  AUCPrecisionRecall: (request) => [areaMetric(request, 'PR')],
};

function areaMetric(request: MetricRequest, curve: Curve): MetricDefinition {
  const { thresholds, subKey } = request.binary();
  const confusion = binaryConfusion(thresholds ?? { count: standardThresholds }, subKey);
  const summation = summationOf(request);
  return {
    ...request.named(subKey),
    computation: confusion.computation,
    perExample: false,
    value: (sums) => numberValue(area(confusion.matrices(sums), curve, summation)),
  };
}

function curveOf(request: MetricRequest): Curve {
  const curve = request.text('curve', 'ROC').toUpperCase();
  if (curve !== 'ROC' && curve !== 'PR') {
    throw badChoice(request, `"curve" is "${curve}"`, 'Use "ROC" or "PR"');
  }
  return curve;
}

function summationOf(request: MetricRequest): Summation {
  const summation = request.text('summation_method', 'interpolation').toLowerCase();
  if (summation !== 'interpolation' && summation !== 'minoring' && summation !== 'majoring') {
    throw badChoice(
      request,
      `"summation_method" is "${summation}"`,
      'Use "interpolation", "minoring" or "majoring"',
    );
  }
  return summation;
}

function badChoice(request: MetricRequest, what: string, hint: string): EvaluationError {
  return new EvaluationError('bad-eval-config', `In the configuration of "${request.className}" ${what}`, {
    hint,
    location: { parameter: 'eval_config' },
  });
}

function area(matrices: readonly ConfusionAtThreshold[], curve: Curve, summation: Summation): number {
  if (matrices.every((counts) => total(counts) === 0)) {
    return Number.NaN;
  }
  return curve === 'PR' && summation === 'interpolation'
    ? interpolatedPrecisionRecall(matrices)
    : riemannSum(matrices, curve, summation);
}

function total(counts: ConfusionAtThreshold): number {
  return counts.truePositives + counts.trueNegatives + counts.falsePositives + counts.falseNegatives;
}

/**
 * Interpolates true positives, not precision, between neighbouring thresholds (Davis and Goadrich, "The relationship
 * between precision-recall and ROC curves", 2006), as Keras and TFMA do. Undefined pieces count as nothing.
 */
function interpolatedPrecisionRecall(matrices: readonly ConfusionAtThreshold[]): number {
  return sumOverSteps(matrices, (left, right) => {
    const positives = left.truePositives + left.falsePositives;
    const nextPositives = right.truePositives + right.falsePositives;
    const gained = left.truePositives - right.truePositives;
    const slope = gained / Math.max(positives - nextPositives, 0);
    const intercept = right.truePositives - slope * nextPositives;
    const safeRatio = nextPositives === 0 ? 1 : positives / nextPositives;
    const actual = Math.max(right.truePositives + right.falseNegatives, 0);
    return (slope * (gained + intercept * Math.log(safeRatio))) / actual;
  });
}

function riemannSum(matrices: readonly ConfusionAtThreshold[], curve: Curve, summation: Summation): number {
  return sumOverSteps(matrices, (left, right) => {
    const [leftX, leftY] = pointOnCurve(left, curve);
    const [rightX, rightY] = pointOnCurve(right, curve);
    return (leftX - rightX) * height(leftY, rightY, summation);
  });
}

function pointOnCurve(counts: ConfusionAtThreshold, curve: Curve): readonly [number, number] {
  const { truePositives: tp, trueNegatives: tn, falsePositives: fp, falseNegatives: fn } = counts;
  const recall = orZero(tp, tp + fn);
  return curve === 'ROC' ? [orZero(fp, fp + tn), recall] : [recall, orZero(tp, tp + fp)];
}

function orZero(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}

function height(left: number, right: number, summation: Summation): number {
  if (summation === 'interpolation') {
    return (left + right) / 2;
  }
  return summation === 'minoring' ? Math.min(left, right) : Math.max(left, right);
}

function sumOverSteps(
  matrices: readonly ConfusionAtThreshold[],
  piece: (left: ConfusionAtThreshold, right: ConfusionAtThreshold) => number,
): number {
  let sum = 0;
  for (let index = 0; index + 1 < matrices.length; index++) {
    const value = piece(matrices[index] as ConfusionAtThreshold, matrices[index + 1] as ConfusionAtThreshold);
    sum += Number.isNaN(value) ? 0 : value;
  }
  return sum;
}
