import type { TrainingView } from '../../../engine/contract/model.ts';
import { growingFold } from '../../charts/growing-fold.ts';

type Series = Pick<TrainingView['series'][number], 'steps' | 'epochs'>;

/** The last step of each finished epoch, in order; where several series disagree the later step counts. */
export type EpochEnds = readonly { readonly epoch: number; readonly step: number }[];

/** Points of a series, from the place `from` on, that were recorded in one epoch. */
interface Stretch {
  readonly epoch: number;
  readonly from: number;
}

const stretchesOf = growingFold<Series, Stretch[]>({
  list: ({ epochs }) => epochs,
  start: () => [],
  add: (stretches, { epochs }, index) => {
    const epoch = epochs[index] ?? 0;
    if (epoch !== stretches.at(-1)?.epoch) stretches.push({ epoch, from: index });
  },
});

/** Finds where epochs end from the steps at which they were recorded. */
export function epochEnds(series: readonly Series[]): EpochEnds {
  const last = new Map<number, number>();
  for (const one of series) {
    const stretches = stretchesOf(one);
    stretches.forEach(({ epoch }, index) => {
      // Within a series steps rise, so only the last point of a stretch can be the end of its epoch.
      const step = one.steps[(stretches[index + 1]?.from ?? one.steps.length) - 1] ?? 0;
      last.set(epoch, Math.max(last.get(epoch) ?? 0, step));
    });
  }
  return [...last].map(([epoch, step]) => ({ epoch, step })).sort((a, b) => a.epoch - b.epoch);
}

/** The steps of an epoch: those after `start`, `length` of them. */
interface Span {
  readonly start: number;
  readonly length: number;
}

/** The positions found for a series that may have grown since, with the spans that they follow from. */
const placed = new WeakMap<
  readonly number[],
  { readonly places: number[]; readonly spans: readonly (Span | undefined)[] }
>();

/**
 * Where the points of a series lie on an epoch axis. Points recorded once an epoch lie on whole numbers; those recorded
 * within epochs lie between them, by their step. For a series that grew, only what is new or moved is computed, and the
 * list that was answered before grows with it.
 */
export function epochPositions(series: Series, ends: EpochEnds): readonly number[] {
  const { steps, epochs } = series;
  const stretches = stretchesOf(series);
  if (stretches.length === epochs.length) {
    return epochs;
  }
  const known = spansOf(ends);
  const spans = stretches.map(({ epoch }) => known.get(epoch));
  const before = placed.get(epochs) ?? { places: [], spans: [] };
  const moved = before.spans.findIndex((span, index) => !isSameSpan(span, spans[index]));
  const from = moved < 0 ? before.places.length : (stretches[moved]?.from ?? 0);
  // Points of finished epochs that moved make a new list, since the old one may still be drawn elsewhere.
  const places =
    moved < 0 || moved === before.spans.length - 1 ? before.places : before.places.slice(0, from);
  let stretch = stretches.findLastIndex((one) => one.from <= from);
  for (let index = from; index < epochs.length; index += 1) {
    if (stretches[stretch + 1]?.from === index) stretch += 1;
    places[index] = positionOf(steps[index] ?? 0, epochs[index] ?? 0, spans[stretch]);
  }
  placed.set(epochs, { places, spans });
  return places;
}

/** A point of an epoch whose end is not known lies at that end. */
function positionOf(step: number, epoch: number, span: Span | undefined): number {
  return span === undefined || span.length === 0 ? epoch : epoch - 1 + (step - span.start) / span.length;
}

function spansOf(ends: EpochEnds): ReadonlyMap<number, Span> {
  // The running epoch has no end yet; it is taken to be as long as the one before it.
  const before = ends.at(-2);
  const usualLength = before === undefined ? 0 : before.step - (ends.at(-3)?.step ?? 0);
  const spans = ends.map(({ epoch, step }, place) => {
    const start = ends[place - 1]?.step ?? 0;
    const isRunning = place === ends.length - 1;
    return [
      epoch,
      { start, length: isRunning ? Math.max(step - start, usualLength) : step - start },
    ] as const;
  });
  return new Map(spans);
}

function isSameSpan(a: Span | undefined, b: Span | undefined): boolean {
  return a?.start === b?.start && a?.length === b?.length;
}
