import type { RunMetrics, RunRow } from '../../../engine/contract/execution.ts';
import { betterDirection } from '../evaluation/metric-rows.ts';

/** The moment of a run from which its metrics are taken. Epochs are counted from 1. */
export type MetricMoment =
  | { readonly kind: 'last' }
  | { readonly kind: 'best' }
  | { readonly kind: 'epoch'; readonly epoch: number };

/** Runs with their metrics at a moment; a run that never came to an epoch has none there. */
export function runsAtMoment(
  runs: readonly RunRow[],
  moment: MetricMoment,
  courses: Readonly<Record<string, RunMetrics>>,
): readonly RunRow[] {
  if (moment.kind === 'last') {
    return runs;
  }
  return runs.map((run) => ({ ...run, metrics: metricsAt(run, moment.kind, courses[run.runId] ?? {}) }));
}

/** What a metric's column is called in an exported table: "epoch_loss (best)". */
export function metricHeader(name: string, moment: MetricMoment): string {
  switch (moment.kind) {
    case 'last':
      return name;
    case 'best':
      return `${name} (best)`;
    case 'epoch':
      return `${name} (epoch ${moment.epoch})`;
  }
}

function metricsAt(run: RunRow, kind: 'best' | 'epoch', courses: RunMetrics): Record<string, number> {
  const entries = Object.entries(run.metrics).map(([name, last]) => {
    const course = courses[name];
    // Runs recorded before a metric was logged step by step have its last value only.
    if (course === undefined) {
      return [name, last] as const;
    }
    return [name, kind === 'epoch' ? course.atEpoch : best(name, course, last)] as const;
  });
  return Object.fromEntries(entries.filter((entry): entry is [string, number] => entry[1] !== null));
}

/** Of a metric that is neither good nor bad (a learning rate) the last value is as good as any. */
function best(name: string, { lowest, highest }: RunMetrics[string], last: number): number {
  const direction = betterDirection(name);
  return direction === null ? last : direction === 'lower' ? lowest : highest;
}
