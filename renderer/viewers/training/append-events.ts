import type { ExecutionEvent } from '../../../engine/contract/execution.ts';
import type { TrainingView } from '../../../engine/contract/model.ts';

type Series = TrainingView['series'][number];

/** Adds what a running execution said to what is known of its training; events of other kinds change nothing. */
export function appendEvents(training: TrainingView, events: readonly ExecutionEvent[]): TrainingView {
  return events.reduce(appendEvent, training);
}

function appendEvent(training: TrainingView, event: ExecutionEvent): TrainingView {
  switch (event.type) {
    case 'metrics':
      return { ...training, series: appendMetrics(training.series, event) };
    case 'samples': {
      const others = training.samples.filter(({ epoch }) => epoch !== event.epoch);
      const samples = [...others, { epoch: event.epoch, images: event.images }].sort(
        (a, b) => a.epoch - b.epoch,
      );
      return { ...training, samples };
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

function appendMetrics(
  series: readonly Series[],
  event: Extract<ExecutionEvent, { type: 'metrics' }>,
): Series[] {
  const known = new Map(series.map((one) => [one.tag, one]));
  for (const [tag, value] of Object.entries(event.values)) {
    const before = known.get(tag) ?? { tag, steps: [], epochs: [], timesMs: [], values: [] };
    // The engine may send a point again after a reconnect; a step that is already there is kept as it is.
    if ((before.steps.at(-1) ?? -1) >= event.step) {
      continue;
    }
    known.set(tag, {
      tag,
      steps: [...before.steps, event.step],
      epochs: [...before.epochs, event.epoch ?? before.epochs.at(-1) ?? 0],
      timesMs: [...before.timesMs, event.atMs],
      values: [...before.values, value],
    });
  }
  return [...known.values()];
}
