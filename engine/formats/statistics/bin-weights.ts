import type { Quantiles } from './quantile-summary.ts';

/**
 * The weight in each bin between boundaries (TFDV, utils/quantiles_util.py, _get_bin_weights): where several bins end
 * at the same value they share evenly, and what lies at the minimum goes to the first bins.
 */
export function binWeights({ boundaries, cumulative }: Quantiles): Float64Array {
  const size = Math.max(0, boundaries.length - 1);
  const weights = new Float64Array(size);
  for (let i = 0; i < size; i++) weights[i] = (cumulative[i + 1] ?? 0) - (cumulative[i] ?? 0);
  shareAmongEqualEnds(weights, boundaries);
  const equalToFirst = countWhile(size, (i) => isSameBin(boundaries, 0, i));
  for (let i = 0; i < equalToFirst; i++) {
    weights[i] = (weights[i] ?? 0) + (cumulative[0] ?? 0) / equalToFirst;
  }
  return weights;
}

/** For a list of boundaries with equal spacing in rank, every `factor`-th of them. */
export function thinQuantiles({ boundaries, cumulative }: Quantiles, factor: number): Quantiles {
  const keep = (_: number, index: number): boolean => index % factor === 0;
  return { boundaries: boundaries.filter(keep), cumulative: cumulative.filter(keep) };
}

function shareAmongEqualEnds(weights: Float64Array, boundaries: Float64Array): void {
  for (let i = 0; i < weights.length; ) {
    const run = countWhile(weights.length - i, (j) => boundaries[i + 1] === boundaries[i + j + 1]);
    if (run > 1) {
      const share = weights.subarray(i, i + run).reduce((sum, weight) => sum + weight, 0) / run;
      weights.fill(share, i, i + run);
    }
    i += run;
  }
}

function isSameBin(boundaries: Float64Array, a: number, b: number): boolean {
  return boundaries[a] === boundaries[b] && boundaries[a + 1] === boundaries[b + 1];
}

function countWhile(limit: number, holds: (index: number) => boolean): number {
  let count = 0;
  while (count < limit && holds(count)) count++;
  return count;
}
