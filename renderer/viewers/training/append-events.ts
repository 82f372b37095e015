import type { ExecutionEvent } from '../../../engine/contract/execution.ts';
import type { TrainingView } from '../../../engine/contract/model.ts';

type Series = TrainingView['series'][number];
type MetricsEvent = Extract<ExecutionEvent, { type: 'metrics' }>;

/** Arrays made here, to which points may be added as they are. */
const growing = new WeakSet<readonly unknown[]>();

/**
 * Adds what a running execution said to what is known of its training; events of other kinds change nothing. A series
 * that grew is a new object over the arrays of the one before it, so that a long training costs no more at its end:
 * only the newest view of a training is to be drawn.
 */
export function appendEvents(training: TrainingView, events: readonly ExecutionEvent[]): TrainingView {
  const metrics = events.filter((event) => event.type === 'metrics');
  const others = events.filter((event) => event.type !== 'metrics');
  const series = metrics.length === 0 ? training.series : appendMetrics(training.series, metrics);
  return others.reduce(appendOther, { ...training, series });
}

function appendOther(training: TrainingView, event: ExecutionEvent): TrainingView {
  switch (event.type) {
    case 'samples': {
      const others = training.samples.filter(({ epoch }) => epoch !== event.epoch);
      const samples = [...others, { epoch: event.epoch, images: event.images }];
      return { ...training, samples: samples.sort((a, b) => a.epoch - b.epoch) };
    }
    case 'checkpoint': {
      const { epoch, step, best } = event;
      const others = training.checkpoints.filter((checkpoint) => checkpoint.step !== step);
      return { ...training, checkpoints: [...others, { epoch, step, best }] };
    }
    default:
      return training;
  }
}

function appendMetrics(series: readonly Series[], events: readonly MetricsEvent[]): Series[] {
  const known = new Map(series.map((one) => [keyOf(one.trial, one.tag), one]));
  const grown = new Set<string>();
  for (const event of events) {
    for (const [tag, value] of Object.entries(event.values)) {
      const key = keyOf(event.trial, tag);
      const before = known.get(key) ?? newSeries(event.trial, tag);
      // The record of a run is read again after a reload; a step that is already there is kept as it is.
      if ((before.steps.at(-1) ?? -1) >= event.step) {
        continue;
      }
      const target = grown.has(key) ? before : growable(before);
      known.set(key, target);
      grown.add(key);
      pushPoint(target, event, value);
    }
  }
  return [...known.values()];
}

const keyOf = (trial: string | undefined, tag: string): string => `${trial ?? ''}\n${tag}`;

function newSeries(trial: string | undefined, tag: string): Series {
  const points = { steps: [], epochs: [], timesMs: [], values: [] };
  return trial === undefined ? { tag, ...points } : { tag, trial, ...points };
}

/** A series to push to: what came from elsewhere is copied, the first time. */
function growable(series: Series): Series {
  if (growing.has(series.values)) {
    return { ...series };
  }
  const { steps, epochs, timesMs, values } = series;
  const copy = {
    ...series,
    steps: [...steps],
    epochs: [...epochs],
    timesMs: [...timesMs],
    values: [...values],
  };
  growing.add(copy.values);
  return copy;
}

function pushPoint(series: Series, event: MetricsEvent, value: number | null): void {
  series.epochs.push(event.epoch ?? series.epochs.at(-1) ?? 0);
  series.steps.push(event.step);
  series.timesMs.push(event.atMs);
  series.values.push(value);
}
