/**
 * The places, rising, of the lowest and the highest value of each of some stretches of equal length between `from` and
 * `to`, both counted in; gaps (null) are left out, and so is a stretch of nothing else.
 */
export function extremes(
  values: ArrayLike<number | null | undefined>,
  { from, to, stretches }: { readonly from: number; readonly to: number; readonly stretches: number },
): readonly number[] {
  const places: number[] = [];
  const length = (to + 1 - from) / stretches;
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const start = from + Math.floor(stretch * length);
    const end = Math.min(to + 1, from + Math.floor((stretch + 1) * length));
    let low = -1;
    let high = -1;
    let lowest = Number.POSITIVE_INFINITY;
    let highest = Number.NEGATIVE_INFINITY;
    for (let index = start; index < end; index += 1) {
      const value = values[index];
      if (value === null || value === undefined) continue;
      if (value < lowest) {
        lowest = value;
        low = index;
      }
      if (value > highest) {
        highest = value;
        high = index;
      }
    }
    if (low >= 0) places.push(Math.min(low, high));
    if (low !== high) places.push(Math.max(low, high));
  }
  return places;
}
