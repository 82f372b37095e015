import type { EvaluationView } from '../../../engine/contract/evaluation.ts';
import { metricTitle } from '../../charts/metric-title.ts';

type Slice = EvaluationView['slices'][number];
type Metric = Slice['metrics'][number];
/** What classes are called. */
export type ClassNames = readonly { readonly code: number; readonly name: string }[];

/** A metric in one slice, with what its difference means. */
export interface MetricRow {
  readonly key: string;
  readonly label: string;
  readonly metric: Metric;
  /** Whether the candidate is better, worse or the same as the baseline; null where that cannot be said. */
  readonly change: 'better' | 'worse' | 'same' | null;
}

/** A metric as one slice has it. */
export interface SliceRow {
  readonly slice: string;
  readonly examples: number | null;
  readonly metric: Metric;
}

/** Names of metrics of which less is better. Counts and rates that are neither good nor bad are in `neutral`. */
const lowerIsBetter = /loss|error|entropy|hinge|divergence|wait|false_(positives|negatives)/;
const neutral = /count|example|calibration|prevalence|gradient_norm|learning_rate|(label|prediction)s?$/;

/** Says in which direction a metric improves; null where neither is better. */
export function betterDirection(name: string): 'higher' | 'lower' | null {
  const words = name.toLowerCase();
  if (neutral.test(words)) {
    return null;
  }
  return lowerIsBetter.test(words) ? 'lower' : 'higher';
}

/** The rows of a slice: plain metrics first, then those of classes, each group as the engine ordered it. */
export function metricRows(slice: Slice, classes: ClassNames = []): MetricRow[] {
  const plain = slice.metrics.filter(({ subKey }) => subKey === '');
  const keyed = slice.metrics.filter(({ subKey }) => subKey !== '');
  return [...plain, ...keyed].map((metric) => ({
    key: metricKey(metric),
    label: metricLabel(metric, classes),
    metric,
    change: changeOf(metric),
  }));
}

/** One row a slice for a chosen metric, for comparing slices; slices that lack it are left out. */
export function sliceRows(slices: EvaluationView['slices'], key: string): SliceRow[] {
  return slices.flatMap(({ slice, examples, metrics }) => {
    const metric = metrics.find((candidate) => metricKey(candidate) === key);
    return metric === undefined ? [] : [{ slice, examples, metric }];
  });
}

/** A metric in words, with the class's name in place of its number: "IoU · pet". */
function metricLabel({ name, subKey }: Metric, classes: ClassNames): string {
  const code = /^class (\d+)$/.exec(subKey)?.[1];
  const key = classes.find((candidate) => String(candidate.code) === code)?.name ?? subKey;
  return key === '' ? metricTitle(name) : `${metricTitle(name)} · ${key}`;
}

/** An example's metric in words, with the class's name in place of its number: "io_u (class 0)" is "IoU · pet". */
export function exampleMetricTitle(name: string, classes: ClassNames): string {
  const [, metric, code] = /^(.*) \(class (\d+)\)$/.exec(name) ?? [];
  const known = classes.find((candidate) => String(candidate.code) === code);
  return known === undefined || metric === undefined
    ? metricTitle(name)
    : `${metricTitle(metric)} · ${known.name}`;
}

/** Names a metric together with its class or output. */
export function metricKey({ name, subKey }: Metric): string {
  return `${name}/${subKey}`;
}

/** Whether a metric's difference is for better or worse. */
export function changeOf({ name, difference }: Metric): MetricRow['change'] {
  const direction = betterDirection(name);
  if (difference === null || direction === null) {
    return null;
  }
  if (difference === 0) {
    return 'same';
  }
  return difference > 0 === (direction === 'higher') ? 'better' : 'worse';
}
