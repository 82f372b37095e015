import type { ExecutionEvent } from '../../contract/execution.ts';
import type { TrainingView } from '../../contract/model.ts';

type Series = TrainingView['series'][number];

/** Gathers what a training told while it ran: scalars by tag, samples by epoch, checkpoints. */
export function trainingView(
  executionId: number,
  events: readonly ExecutionEvent[],
  rest: Pick<TrainingView, 'trials' | 'classes' | 'samplesGone'>,
): TrainingView {
  return {
    executionId,
    series: toSeries(events.filter((event) => event.type === 'metrics')),
    samples: events
      .filter((event) => event.type === 'samples')
      .map(({ epoch, images }) => ({ epoch, images })),
    checkpoints: events
      .filter((event) => event.type === 'checkpoint')
      .map(({ epoch, step, best }) => ({ epoch, step, best })),
    ...rest,
  };
}

function toSeries(events: readonly Extract<ExecutionEvent, { type: 'metrics' }>[]): Series[] {
  const series = new Map<string, Series>();
  for (const { step, epoch = 0, trial, atMs, values } of events) {
    for (const [tag, value] of Object.entries(values)) {
      const key = `${trial ?? ''}\n${tag}`;
      const of = trial === undefined ? { tag } : { tag, trial };
      const one = series.get(key) ?? { ...of, steps: [], epochs: [], timesMs: [], values: [] };
      series.set(key, one);
      one.steps.push(step);
      one.epochs.push(epoch);
      one.timesMs.push(atMs);
      one.values.push(value);
    }
  }
  return [...series.values()];
}
