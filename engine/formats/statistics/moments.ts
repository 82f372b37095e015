/** Number, mean and sum of squared deviations of some values, which can be combined (Chan, Golub, LeVeque 1979). */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

export const NO_MOMENTS: Moments = { count: 0, mean: 0, squares: 0 };

export function momentsOf(values: ArrayLike<number>): Moments {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += ((values[i] as number) - mean) ** 2;
  return values.length === 0 ? NO_MOMENTS : { count: values.length, mean, squares };
}

/** Moments of values by how often (or how heavily) each occurs. */
export function momentsOfEntries(entries: Iterable<readonly [number, number]>): Moments {
  const list = [...entries];
  const count = list.reduce((sum, [, weight]) => sum + weight, 0);
  if (count === 0) return NO_MOMENTS;
  const mean = list.reduce((sum, [value, weight]) => sum + value * weight, 0) / count;
  const squares = list.reduce((sum, [value, weight]) => sum + weight * (value - mean) ** 2, 0);
  return { count, mean, squares };
}

export function combineMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const difference = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (difference * b.count) / count,
    squares: a.squares + b.squares + difference ** 2 * ((a.count * b.count) / count),
  };
}

/** The mean; NaN where there are infinities, as TFDV gives it. */
export function meanOf({ mean }: Moments): number {
  return Number.isFinite(mean) ? mean : Number.NaN;
}

/** The population's standard deviation; 0 where infinities leave none, as TFDV gives it. */
export function standardDeviation({ count, squares }: Moments): number {
  const variance = squares / count;
  return variance > 0 ? Math.sqrt(variance) : 0;
}
