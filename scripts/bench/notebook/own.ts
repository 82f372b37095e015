import type { Measurement } from '../measurement.ts';

/** A figure of the window, which has no peer to be measured against but, mostly, a bound to stay under. */
export function own(name: string, value: number, unit: string, bound?: number): Measurement {
  return { name, value, unit, peer: null, ratio: null, ...(bound !== undefined && { bound }) };
}

/** The middle of some numbers; the upper of the two middles where their count is even. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The smallest value that is not below a share of the values. NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
