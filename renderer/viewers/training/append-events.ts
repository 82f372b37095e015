import type { ExecutionEvent } from '../../../engine/contract/execution.ts';
import type { TrainingView } from '../../../engine/contract/model.ts';

type Series = TrainingView['series'][number];
type MetricsEvent = Extract<ExecutionEvent, { type: 'metrics' }>;

/** Adds what a running execution said to what is known of its training; events of other kinds change nothing. */
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

/** Copies each series once a batch, so that reading a long history stays linear. */
function appendMetrics(series: readonly Series[], events: readonly MetricsEvent[]): Series[] {
  const known = new Map(series.map((one) => [one.tag, one]));
  const copied = new Set<string>();
  for (const event of events) {
    for (const [tag, value] of Object.entries(event.values)) {
      const before = known.get(tag) ?? { tag, steps: [], epochs: [], timesMs: [], values: [] };
      // The record of a run is read again after a reload; a step that is already there is kept as it is.
      if ((before.steps.at(-1) ?? -1) >= event.step) {
        continue;
      }
      const target = copied.has(tag) ? before : copySeries(before);
      known.set(tag, target);
      copied.add(tag);
      pushPoint(target, event, value);
    }
  }
  return [...known.values()];
}

function copySeries({ tag, steps, epochs, timesMs, values }: Series): Series {
  return { tag, steps: [...steps], epochs: [...epochs], timesMs: [...timesMs], values: [...values] };
}

function pushPoint(series: Series, event: MetricsEvent, value: number | null): void {
  series.epochs.push(event.epoch ?? series.epochs.at(-1) ?? 0);
  series.steps.push(event.step);
  series.timesMs.push(event.atMs);
  series.values.push(value);
}
