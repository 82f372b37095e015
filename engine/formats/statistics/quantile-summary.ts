/** A sorted multiset: distinct values, ascending, with the weight (count) of each. */
export interface QuantileSummary {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** Boundaries of quantiles with the total weight up to and including each. */
export interface Quantiles {
  readonly boundaries: Float64Array;
  readonly cumulative: Float64Array;
}

export const EMPTY_SUMMARY: QuantileSummary = { values: new Float64Array(0), weights: new Float64Array(0) };

/** A summary of values that weigh the same each. The argument is sorted in place. */
export function summarizeValues(values: Float64Array, weight: number): QuantileSummary {
  values.sort();
  const distinct = new Float64Array(values.length);
  const weights = new Float64Array(values.length);
  let count = 0;
  for (const value of values) {
    if (count === 0 || value !== distinct[count - 1]) distinct[count++] = value;
    weights[count - 1] = (weights[count - 1] ?? 0) + weight;
  }
  return { values: distinct.slice(0, count), weights: weights.slice(0, count) };
}

/** Summary of values and their weights, given in any order. */
export function summarizeEntries(entries: Iterable<readonly [number, number]>): QuantileSummary {
  const sorted = [...entries].sort(([a], [b]) => a - b);
  return {
    values: Float64Array.from(sorted, ([value]) => value),
    weights: Float64Array.from(sorted, ([, weight]) => weight),
  };
}

/** Distinct values kept of a summary; of more, neighbours are put together, so that memory and time are bounded. */
const MAXIMUM_DISTINCT = 1 << 20;
/** Groups that are then left at most, but for heavier single values: a rank is off by a millionth of the whole or two. */
const KEPT_GROUPS = 1 << 19;

export function mergeSummaries(a: QuantileSummary, b: QuantileSummary): QuantileSummary {
  if (a.values.length === 0) return b;
  if (b.values.length === 0) return a;
  const values = new Float64Array(a.values.length + b.values.length);
  const weights = new Float64Array(values.length);
  let [i, j, count] = [0, 0, 0];
  while (i < a.values.length || j < b.values.length) {
    const left = a.values[i] ?? Number.POSITIVE_INFINITY;
    const right = b.values[j] ?? Number.POSITIVE_INFINITY;
    const takeLeft = i < a.values.length && (j >= b.values.length || left <= right);
    const takeRight = j < b.values.length && (i >= a.values.length || right <= left);
    values[count] = takeLeft ? left : right;
    weights[count++] = (takeLeft ? (a.weights[i++] ?? 0) : 0) + (takeRight ? (b.weights[j++] ?? 0) : 0);
  }
  const merged = { values: values.slice(0, count), weights: weights.slice(0, count) };
  return count > MAXIMUM_DISTINCT ? joinNeighbours(merged) : merged;
}

/** Puts neighbours together under the greater, the first value excepted, until each group has its part of the weight. */
function joinNeighbours({ values, weights }: QuantileSummary): QuantileSummary {
  const least = weights.reduce((sum, weight) => sum + weight, 0) / KEPT_GROUPS;
  const joined = { values: new Float64Array(values.length), weights: new Float64Array(values.length) };
  let [count, pending] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    pending += weights[i] as number;
    if (pending < least && i > 0 && i + 1 < values.length) continue;
    joined.values[count] = values[i] as number;
    joined.weights[count++] = pending;
    pending = 0;
  }
  return { values: joined.values.slice(0, count), weights: joined.weights.slice(0, count) };
}

/**
 * The boundaries that tfx_bsl's quantile sketch gives while it is exact (GenerateQuantiles in its
 * weighted_quantiles_summary.h): `count` + 1 of them, the first and last being minimum and maximum.
 */
export function quantilesOf({ values, weights }: QuantileSummary, count: number): Quantiles {
  const maximumRanks = new Float64Array(values.length);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    total += weights[i] ?? 0;
    maximumRanks[i] = total;
  }
  const minimumRank = (i: number): number => (i === 0 ? 0 : (maximumRanks[i - 1] ?? 0));
  const boundaries = new Float64Array(count + 1);
  const cumulative = new Float64Array(count + 1);
  let current = 0;
  for (let rank = 0; rank <= count; rank++) {
    const doubled = 2 * ((rank * total) / count);
    let next = current + 1;
    while (next < values.length && doubled >= minimumRank(next) + (maximumRanks[next] ?? 0)) next++;
    current = next - 1;
    // Between two entries without error both bounds meet at the rank where the first one ends.
    const isFirst = next >= values.length || doubled < (maximumRanks[current] ?? 0) + minimumRank(next);
    const chosen = isFirst ? current : next;
    boundaries[rank] = values[chosen] ?? 0;
    cumulative[rank] = maximumRanks[chosen] ?? 0;
  }
  return { boundaries, cumulative };
}
