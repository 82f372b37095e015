import type { TrainingView } from '../../../engine/contract/model.ts';

type Series = Pick<TrainingView['series'][number], 'steps' | 'epochs'>;

/** The last step of each finished epoch, in order; where several series disagree the later step counts. */
export type EpochEnds = readonly { readonly epoch: number; readonly step: number }[];

/** Finds where epochs end from the steps at which they were recorded. */
export function epochEnds(series: readonly Series[]): EpochEnds {
  const last = new Map<number, number>();
  for (const { steps, epochs } of series) {
    for (const [index, epoch] of epochs.entries()) {
      last.set(epoch, Math.max(last.get(epoch) ?? 0, steps[index] ?? 0));
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
  const starts = new Map(ends.map(({ epoch }, index) => [epoch, ends[index - 1]?.step ?? 0]));
  const finishes = new Map(ends.map(({ epoch, step }) => [epoch, step]));
  // The running epoch has no end yet; it is taken to be as long as the one before it.
  const running = ends.at(-1)?.epoch;
  const before = ends.at(-2);
  const usualLength = before === undefined ? 0 : before.step - (ends.at(-3)?.step ?? 0);
  return steps.map((step, index) => {
    const epoch = epochs[index] ?? 0;
    const start = starts.get(epoch) ?? 0;
    const known = (finishes.get(epoch) ?? step) - start;
    const length = epoch === running ? Math.max(known, usualLength) : known;
    return length === 0 ? epoch : epoch - 1 + (step - start) / length;
  });
}
