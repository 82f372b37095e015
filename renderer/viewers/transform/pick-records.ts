/**
 * Some records spread over a split, the same ones for the same seed: one from each of `count` equal parts, so that a
 * sorted data set is not shown by its beginning alone.
 */
export function pickRecords(records: number, count: number, seed: number): number[] {
  const parts = Math.min(count, records);
  return Array.from({ length: parts }, (_, part) => {
    const first = Math.floor((part * records) / parts);
    const end = Math.floor(((part + 1) * records) / parts);
    // A large prime shares no factor with a part's length, so that a growing seed visits all of its records.
    return first + ((seed * 7919 * (part + 1)) % (end - first));
  });
}
