import type { TrainingView } from '../../../engine/contract/model.ts';
import { growingFold } from '../../charts/growing-fold.ts';
import { metricTitle } from '../../charts/metric-title.ts';
import { type EpochEnds, epochEnds, epochPositions } from './epoch-scale.ts';

/** What the horizontal axis counts. `time` is seconds since the first point of the run. */
export type CurveAxis = 'step' | 'epoch' | 'time';

type Series = TrainingView['series'][number];

/** The curves of one run. */
export interface RunCurves {
  readonly label: string;
  readonly training: TrainingView;
}

export interface Curve {
  readonly run: number;
  readonly role: 'train' | 'validation';
  readonly label: string;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/** One chart: a metric with its training and validation curves of every run. */
export interface CurveChart {
  readonly metric: string;
  readonly title: string;
  readonly curves: readonly Curve[];
}

/** Tags that say how fast training goes; they are drawn apart from what it learns. */
const throughputMetrics = ['learning_rate', 'images_per_second', 'input_wait_fraction', 'step_seconds'];

const titles: Readonly<Record<string, string>> = {
  learning_rate: 'Learning rate',
  images_per_second: 'Throughput (images/s)',
  input_wait_fraction: 'Input wait (share of step time)',
  step_seconds: 'Step time (s)',
};

/**
 * Splits TensorBoard's tags as Keras writes them: `epoch_loss`, `validation/epoch_loss` (or `val_loss`),
 * `evaluation_loss_vs_iterations`, `batch_loss`.
 */
export function parseTag(tag: string): { readonly metric: string; readonly role: Curve['role'] } {
  const validation = /^(validation\/|val_|evaluation_)/.test(tag);
  const bare = tag
    .replace(/^(train|validation)\//, '')
    .replace(/^(val|evaluation)_/, '')
    .replace(/_vs_iterations$/, '')
    .replace(/^epoch_/, '');
  return { metric: bare, role: validation ? 'validation' : 'train' };
}

/** Charts for what was learned and for how training went, loss first, in the order in which tags first occur. */
export function curveCharts(
  runs: readonly RunCurves[],
  axis: CurveAxis,
): {
  readonly learning: readonly CurveChart[];
  readonly resources: readonly CurveChart[];
} {
  const byMetric = new Map<string, Curve[]>();
  runs.flatMap(trialsOf).forEach(({ label, training }, run) => {
    const ends = epochEnds(training.series);
    for (const series of training.series) {
      const { metric, role } = parseTag(series.tag);
      const curve = {
        run,
        role,
        label: curveLabel(label, role),
        x: axisValues(series, axis, ends),
        y: series.values,
      };
      byMetric.set(metric, [...(byMetric.get(metric) ?? []), curve]);
    }
  });
  const charts = [...byMetric].map(([metric, curves]) => ({ metric, title: titleOf(metric), curves }));
  const isResource = (chart: CurveChart) => throughputMetrics.includes(chart.metric);
  const learning = charts.filter((chart) => !isResource(chart)).sort((a, b) => rank(a) - rank(b));
  return { learning, resources: charts.filter(isResource) };
}

/** The trainings of a search as runs of their own, since each counts its steps from the beginning. */
function trialsOf(run: RunCurves): readonly RunCurves[] {
  const { series } = run.training;
  const trials = [...new Set(series.map(({ trial }) => trial))];
  if (trials.every((trial) => trial === undefined)) return [run];
  return trials.map((trial) => ({
    label: [run.label, trial !== undefined && `trial ${trial}`].filter(Boolean).join(' '),
    training: { ...run.training, series: series.filter((one) => one.trial === trial) },
  }));
}

/** Seconds since the first point of a series. */
const secondsOf = growingFold<Series, number[]>({
  list: ({ timesMs }) => timesMs,
  start: () => [],
  add: (seconds, { timesMs }, index) => seconds.push(((timesMs[index] ?? 0) - (timesMs[0] ?? 0)) / 1000),
});

/** The positions of a series' points on an axis. */
export function axisValues(series: Series, axis: CurveAxis, ends: EpochEnds): readonly number[] {
  switch (axis) {
    case 'step':
      return series.steps;
    case 'epoch':
      return epochPositions(series, ends);
    case 'time':
      return secondsOf(series);
  }
}

/** What a table under a chart tells of a curve; null where it has no finite value. */
export interface CurveSummary {
  last: number | null;
  lowest: number | null;
  highest: number | null;
}

/** The newest, lowest and highest value of a curve, for the table under a chart. */
export const curveSummary = growingFold<Pick<Curve, 'y'>, CurveSummary>({
  list: ({ y }) => y,
  start: () => ({ last: null, lowest: null, highest: null }),
  add: (summary, { y }, index) => {
    const value = y[index] ?? null;
    if (value === null || !Number.isFinite(value)) return;
    summary.last = value;
    if (summary.lowest === null || value < summary.lowest) summary.lowest = value;
    if (summary.highest === null || value > summary.highest) summary.highest = value;
  },
});

function curveLabel(run: string, role: Curve['role']): string {
  const part = role === 'train' ? 'train' : 'validation';
  return run === '' ? part : `${run} ${part}`;
}

function titleOf(metric: string): string {
  return titles[metric] ?? metricTitle(metric);
}

function rank({ metric }: CurveChart): number {
  return metric === 'loss' ? 0 : metric.includes('loss') ? 2 : 1;
}
