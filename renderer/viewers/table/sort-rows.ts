/** By which column a table is sorted. */
export interface TableSort {
  readonly id: string;
  readonly descending: boolean;
}

export type SortValue = string | number | boolean | null | undefined;

/** What pressing a heading does: smallest first, then largest first, then the order of the data. */
export function nextSort(sort: TableSort | null, id: string): TableSort | null {
  if (sort?.id !== id) {
    return { id, descending: false };
  }
  return sort.descending ? null : { id, descending: true };
}

/** Sorts rows by a value of theirs; rows without it come last in both directions, equal ones keep their order. */
export function sortRows<Row>(
  rows: readonly Row[],
  value: (row: Row) => SortValue,
  descending: boolean,
): readonly Row[] {
  const direction = descending ? -1 : 1;
  return [...rows].sort((a, b) => compare(value(a), value(b), direction));
}

function compare(a: SortValue, b: SortValue, direction: number): number {
  const aMissing = a === null || a === undefined || Number.isNaN(a);
  const bMissing = b === null || b === undefined || Number.isNaN(b);
  if (aMissing || bMissing) {
    return Number(aMissing) - Number(bMissing);
  }
  if (typeof a === 'string' || typeof b === 'string') {
    return direction * String(a).localeCompare(String(b), 'en', { numeric: true });
  }
  return direction * (Number(a) - Number(b));
}
