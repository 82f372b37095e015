/**
 * Exponential moving average with TensorBoard's bias correction, so that a smoothed curve starts at its first value
 * and not near zero. `weight` is 0 (as it is) to below 1; gaps (null, NaN) stay gaps and do not disturb the average.
 */
export function smooth(values: readonly (number | null)[], weight: number): readonly (number | null)[] {
  if (weight <= 0) return values;
  let average = 0;
  let remaining = 1;
  return values.map((value) => {
    if (value === null || !Number.isFinite(value)) return null;
    average = average * weight + (1 - weight) * value;
    remaining *= weight;
    return average / (1 - remaining);
  });
}
