import { type ConfusionAtThreshold, numberValue } from '../../../formats/evaluation/metric-value.ts';
import { type BinaryConfusion, binaryConfusion } from './binary-confusion.ts';
import type { MetricDefinition } from './computation.ts';
import type { MetricFactory, MetricRequest } from './metric-factory.ts';

type Rate = (counts: { tp: number; tn: number; fp: number; fn: number }) => number;

/** TFMA gives NaN where a rate's denominator is not positive. */
function share(numerator: number, denominator: number): number {
  return denominator > 0 ? numerator / denominator : Number.NaN;
}

/** Class name to what it makes of the counts at a threshold (TFMA metrics/confusion_matrix_metrics.py). */
const rates: Readonly<Record<string, Rate>> = {
  TruePositives: ({ tp }) => tp,
  TP: ({ tp }) => tp,
  TrueNegatives: ({ tn }) => tn,
  TN: ({ tn }) => tn,
  FalsePositives: ({ fp }) => fp,
  FP: ({ fp }) => fp,
  FalseNegatives: ({ fn }) => fn,
  FN: ({ fn }) => fn,
  BinaryAccuracy: ({ tp, tn, fp, fn }) => share(tp + tn, tp + tn + fp + fn),
  Precision: ({ tp, fp }) => share(tp, tp + fp),
  PPV: ({ tp, fp }) => share(tp, tp + fp),
  Recall: ({ tp, fn }) => share(tp, tp + fn),
  TPR: ({ tp, fn }) => share(tp, tp + fn),
  Specificity: ({ tn, fp }) => share(tn, tn + fp),
  TNR: ({ tn, fp }) => share(tn, tn + fp),
  FallOut: ({ fp, tn }) => share(fp, fp + tn),
  FPR: ({ fp, tn }) => share(fp, fp + tn),
  MissRate: ({ fn, tp }) => share(fn, fn + tp),
  FNR: ({ fn, tp }) => share(fn, fn + tp),
  NegativePredictiveValue: ({ tn, fn }) => share(tn, tn + fn),
  NPV: ({ tn, fn }) => share(tn, tn + fn),
  FalseDiscoveryRate: ({ fp, tp }) => share(fp, fp + tp),
  FalseOmissionRate: ({ fn, tn }) => share(fn, fn + tn),
  Prevalence: ({ tp, tn, fp, fn }) => share(tp + fn, tp + tn + fp + fn),
  PredictedPositiveRate: ({ tp, tn, fp, fn }) => share(tp + fp, tp + tn + fp + fn),
  ThreatScore: ({ tp, fp, fn }) => share(tp, tp + fn + fp),
  BalancedAccuracy: ({ tp, tn, fp, fn }) => (share(tp, tp + fn) + share(tn, tn + fp)) / 2,
  F1Score: ({ tp, fp, fn }) => share(2 * tp, 2 * tp + fp + fn),
  MatthewsCorrelationCoefficient: ({ tp, tn, fp, fn }) =>
    share(tp * tn - fp * fn, Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))),
  FowlkesMallowsIndex: ({ tp, fp, fn }) => Math.sqrt(share(tp, tp + fp) * share(tp, tp + fn)),
  Informedness: ({ tp, tn, fp, fn }) => share(tp, tp + fn) + share(tn, tn + fp) - 1,
  Markedness: ({ tp, tn, fp, fn }) => share(tp, tp + fp) + share(tn, tn + fn) - 1,
};

const noThreshold = -Infinity;

/** Metrics of a yes-or-no question at one or a few thresholds, 0.5 unless given. */
export const rateFactories: Readonly<Record<string, MetricFactory>> = Object.fromEntries(
  Object.entries(rates).map(([className, rate]) => [className, (request) => [rateMetric(request, rate)]]),
);

function rateMetric(request: MetricRequest, rate: Rate): MetricDefinition {
  const { thresholds, subKey } = request.binary();
  const standard = subKey.topK === undefined ? 0.5 : noThreshold;
  const confusion = binaryConfusion(thresholds ?? { at: [standard] }, subKey);
  return {
    ...request.named(subKey),
    computation: confusion.computation,
    perExample: false,
    value(sums) {
      const values = confusion.matrices(sums).map((counts) => rate(short(counts)));
      const [only] = values;
      return values.length === 1 && only !== undefined ? numberValue(only) : { kind: 'numbers', values };
    },
  };
}

/** `ConfusionMatrixAtThresholds` and the plot of the same counts at a thousand thresholds. */
export const confusionFactories: Readonly<Record<string, MetricFactory>> = {
  ConfusionMatrixAtThresholds(request) {
    const { thresholds, subKey } = request.binary();
    return [confusionMetric(request, binaryConfusion(thresholds ?? { at: [0.5] }, subKey))];
  },
  ConfusionMatrixPlot(request) {
    const { thresholds, subKey } = request.binary();
    return [
      {
        ...confusionMetric(request, binaryConfusion(thresholds ?? { count: 1000 }, subKey)),
        shownAs: 'plot',
      },
    ];
  },
};

function confusionMetric(request: MetricRequest, confusion: BinaryConfusion): MetricDefinition {
  return {
    ...request.named(request.binary().subKey),
    computation: confusion.computation,
    perExample: false,
    value: (sums) => ({ kind: 'confusion-at-thresholds', matrices: confusion.matrices(sums) }),
  };
}

function short(counts: ConfusionAtThreshold): { tp: number; tn: number; fp: number; fn: number } {
  return {
    tp: counts.truePositives,
    tn: counts.trueNegatives,
    fp: counts.falsePositives,
    fn: counts.falseNegatives,
  };
}
