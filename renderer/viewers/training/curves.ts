import type { TrainingView } from '../../../engine/contract/model.ts';
import { metricTitle } from '../../charts/metric-title.ts';
import { type EpochEnds, epochEnds, epochPositions } from './epoch-scale.ts';
import { isSame } from './is-same.ts';

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
    const placesOf = axisPlaces(axis, epochEnds(training.series));
    for (const series of training.series) {
      const { metric, role } = parseTag(series.tag);
      const curve = {
        run,
        role,
        label: curveLabel(label, role),
        x: placesOf(series),
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

/**
 * The positions of series on an axis. Series that were recorded together share one array, which is found faster than
 * it is computed and which charts need not compare.
 */
function axisPlaces(axis: CurveAxis, ends: EpochEnds): (series: Series) => readonly number[] {
  const known: { readonly series: Series; readonly places: readonly number[] }[] = [];
  return (series) => {
    const like = known.find((other) => isRecordedWith(other.series, series));
    const places = like?.places ?? axisValues(series, axis, ends);
    if (!like) known.push({ series, places });
    return places;
  };
}

function isRecordedWith(a: Series, b: Series): boolean {
  return isSame(a.steps, b.steps) && isSame(a.epochs, b.epochs) && isSame(a.timesMs, b.timesMs);
}

/** The positions of a series' points on an axis. */
export function axisValues(series: Series, axis: CurveAxis, ends: EpochEnds): readonly number[] {
  switch (axis) {
    case 'step':
      return series.steps;
    case 'epoch':
      return epochPositions(series, ends);
    case 'time': {
      const start = series.timesMs[0] ?? 0;
      return series.timesMs.map((time) => (time - start) / 1000);
    }
  }
}

/** The newest, lowest and highest value of a curve, for the table under a chart. */
export function curveSummary({ y }: Curve): {
  readonly last: number | null;
  readonly lowest: number | null;
  readonly highest: number | null;
} {
  let last: number | null = null;
  let lowest: number | null = null;
  let highest: number | null = null;
  // A plain loop: this runs over every point of every curve each time a live chart is drawn.
  for (const value of y) {
    if (value === null || !Number.isFinite(value)) continue;
    last = value;
    if (lowest === null || value < lowest) lowest = value;
    if (highest === null || value > highest) highest = value;
  }
  return { last, lowest, highest };
}

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
