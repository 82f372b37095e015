import type { TrainingView } from '../../../engine/contract/model.ts';

type Series = Pick<TrainingView['series'][number], 'steps' | 'epochs'>;

/** The last step of each finished epoch, in order; where several series disagree the later step counts. */
export type EpochEnds = readonly { readonly epoch: number; readonly step: number }[];

/** Finds where epochs end from the steps at which they were recorded. */
export function epochEnds(series: readonly Series[]): EpochEnds {
  const last = new Map<number, number>();
  for (const { steps, epochs } of series) {
    for (let index = 0; index < epochs.length; index += 1) {
      const epoch = epochs[index] ?? 0;
      // Within a series steps rise, so only the last point of each stretch of an epoch can be its end.
      if (epoch !== epochs[index + 1]) {
        last.set(epoch, Math.max(last.get(epoch) ?? 0, steps[index] ?? 0));
      }
    }
  }
  return [...last].map(([epoch, step]) => ({ epoch, step })).sort((a, b) => a.epoch - b.epoch);
}

/**
 * Where the points of a series lie on an epoch axis. Points recorded once an epoch lie on whole numbers; those recorded
 * within epochs lie between them, by their step.
 */
export function epochPositions({ steps, epochs }: Series, ends: EpochEnds): readonly number[] {
  const isOnceAnEpoch = epochs.every((epoch, index) => index === 0 || epoch !== epochs[index - 1]);
  if (isOnceAnEpoch) {
    return epochs;
  }
  // The running epoch has no end yet; it is taken to be as long as the one before it.
  const before = ends.at(-2);
  const usualLength = before === undefined ? 0 : before.step - (ends.at(-3)?.step ?? 0);
  const placeOf = new Map(ends.map(({ epoch }, index) => [epoch, index]));
  let current: number | undefined;
  let start = 0;
  let length: number | undefined;
  return steps.map((step, index) => {
    const epoch = epochs[index] ?? 0;
    if (epoch !== current) {
      const place = placeOf.get(epoch) ?? -1;
      current = epoch;
      start = ends[place - 1]?.step ?? 0;
      const end = ends[place]?.step;
      const isRunning = place >= 0 && place === ends.length - 1;
      length = end === undefined ? undefined : isRunning ? Math.max(end - start, usualLength) : end - start;
    }
    const known = length ?? step - start;
    return known === 0 ? epoch : epoch - 1 + (step - start) / known;
  });
}
