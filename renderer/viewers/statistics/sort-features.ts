import { type FeatureRow, shareOf } from './compare-splits.ts';

/** What the table can be sorted by. `order` is the order of the data. */
export type FeatureSort =
  | 'order'
  | 'name'
  | 'distance'
  | 'missing'
  | 'zeros'
  | 'mean'
  | 'deviation'
  | 'minimum'
  | 'median'
  | 'maximum'
  | 'unique'
  | 'count';

export interface FeatureOrder {
  readonly by: FeatureSort;
  readonly descending: boolean;
}

/** Orders features; those without the value come last whatever the direction. */
export function sortFeatures(rows: readonly FeatureRow[], { by, descending }: FeatureOrder): FeatureRow[] {
  if (by === 'order') {
    return descending ? [...rows].reverse() : [...rows];
  }
  const direction = descending ? -1 : 1;
  if (by === 'name') {
    return [...rows].sort((a, b) => direction * a.path.localeCompare(b.path, 'en', { numeric: true }));
  }
  const keyed = rows.map((row) => ({ row, value: sortValue(row, by) }));
  keyed.sort((a, b) => compareNullsLast(a.value, b.value, direction));
  return keyed.map(({ row }) => row);
}

/** Rows whose path holds every word of a search, and with `flagged` only those with something to look at. */
export function filterFeatures(
  rows: readonly FeatureRow[],
  { search, flagged }: { readonly search: string; readonly flagged: boolean },
): FeatureRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      (!flagged || row.flags.length > 0) && words.every((word) => row.path.toLowerCase().includes(word)),
  );
}

function compareNullsLast(a: number | null, b: number | null, direction: number): number {
  if (a === null || b === null) {
    return Number(a === null) - Number(b === null);
  }
  return direction * (a - b);
}

/** The largest value over the splits, so that a trouble in any of them comes up first. */
function sortValue(row: FeatureRow, by: Exclude<FeatureSort, 'order' | 'name'>): number | null {
  if (by === 'distance') {
    return row.distance;
  }
  const values = row.bySplit
    .map((feature) => {
      switch (by) {
        case 'missing':
        case 'zeros':
          return shareOf(feature, by);
        case 'count':
          return feature?.present ?? null;
        case 'unique':
          return feature?.text?.unique ?? null;
        case 'deviation':
          return feature?.numeric?.standardDeviation ?? null;
        default:
          return feature?.numeric?.[by] ?? null;
      }
    })
    .filter((value) => value !== null);
  return values.length === 0 ? null : Math.max(...values);
}
