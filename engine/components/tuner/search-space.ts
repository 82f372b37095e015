import * as z from 'zod';
import { Random } from '../trainer/input/random.ts';

const choice = z.strictObject({ values: z.array(z.union([z.number(), z.string(), z.boolean()])).min(1) });
const interval = z
  .strictObject({
    min: z.number(),
    max: z.number(),
    /** Distance of the values tried; a continuum when left out. */
    step: z.number().positive().optional(),
    scale: z.enum(['linear', 'log']).default('linear'),
  })
  .refine(({ min, max }) => min <= max, 'min must not be above max')
  .refine(({ min, scale }) => scale === 'linear' || min > 0, 'a logarithmic scale needs a min above 0');

export const searchSpaceSchema = z.record(z.string(), z.union([choice, interval]));
/** What a Tuner may try: values, or an interval, for each hyperparameter. */
export type SearchSpace = z.input<typeof searchSpaceSchema>;
type Space = z.output<typeof searchSpaceSchema>;

export type TrialValues = Readonly<Record<string, number | string | boolean>>;

/** Values tried in an interval without a step, when every combination is to be tried. */
const GRID_VALUES = 3;

/** Every combination, in the order of the space; the last hyperparameter changes fastest. */
export function gridTrials(space: Space, limit: number): TrialValues[] {
  const combinations = Object.entries(space).reduce<TrialValues[]>(
    (partial, [name, domain]) =>
      partial.flatMap((values) => gridValues(domain).map((value) => ({ ...values, [name]: value }))),
    [{}],
  );
  return combinations.slice(0, limit);
}

/** Independent random draws; the same seed gives the same trials. */
export function randomTrials(space: Space, limit: number, seed: number): TrialValues[] {
  const random = new Random(seed);
  const drawn = Array.from({ length: limit }, () =>
    Object.fromEntries(Object.entries(space).map(([name, domain]) => [name, randomValue(domain, random)])),
  );
  const distinct = new Map(drawn.map((values) => [JSON.stringify(values), values]));
  return [...distinct.values()];
}

type Domain = Space[string];

function gridValues(domain: Domain): readonly (number | string | boolean)[] {
  if ('values' in domain) {
    return domain.values;
  }
  const { min, max, step } = domain;
  if (step !== undefined) {
    return Array.from(
      { length: Math.floor((max - min) / step + 1e-9) + 1 },
      (_, index) => min + index * step,
    );
  }
  return Array.from({ length: GRID_VALUES }, (_, index) => within(domain, index / (GRID_VALUES - 1)));
}

function randomValue(domain: Domain, random: Random): number | string | boolean {
  if ('values' in domain || domain.step !== undefined) {
    const values = gridValues(domain);
    return values[random.below(values.length)] as number | string | boolean;
  }
  return within(domain, random.uniform());
}

/** The value at a share of the way through an interval. */
function within({ min, max, scale }: Extract<Domain, { min: number }>, share: number): number {
  return scale === 'log' ? min * (max / min) ** share : min + (max - min) * share;
}
