import type { GridLayout, GridSection } from './grid-layout.ts';

/**
 * The cell that a key moves to, or null for a key that does not move or where no cell is shown. Cells of collapsed
 * sections are passed over; without an active cell (-1) any step goes to the first.
 */
export function moveInGrid(layout: GridLayout, index: number, key: string, pageRows: number): number | null {
  const shown = layout.sections.filter(({ isCollapsed, count }) => !isCollapsed && count > 0);
  const [first, last] = [shown.at(0), shown.at(-1)];
  if (first === undefined || last === undefined) return null;
  const walk = new Walk(shown, layout.columns);
  switch (key) {
    case 'ArrowLeft':
      return walk.step(index, -1);
    case 'ArrowRight':
      return walk.step(index, 1);
    case 'ArrowUp':
      return walk.rows(index, -1);
    case 'ArrowDown':
      return walk.rows(index, 1);
    case 'PageUp':
      return walk.rows(index, -pageRows);
    case 'PageDown':
      return walk.rows(index, pageRows);
    case 'Home':
      return first.start;
    case 'End':
      return last.start + last.count - 1;
    default:
      return null;
  }
}

/** Steps over the cells of the sections shown. */
class Walk {
  readonly #shown: readonly GridSection[];
  readonly #columns: number;

  constructor(shown: readonly GridSection[], columns: number) {
    this.#shown = shown;
    this.#columns = columns;
  }

  step(index: number, by: 1 | -1): number {
    const at = this.#sectionAt(index);
    if (at === null) return this.#nearest(index);
    const { start, count } = this.#shown[at] as GridSection;
    const next = index + by;
    if (next >= start && next < start + count) return next;
    const neighbour = this.#shown[at + by];
    if (neighbour === undefined) return index;
    return by === 1 ? neighbour.start : neighbour.start + neighbour.count - 1;
  }

  rows(index: number, by: number): number {
    let place = index;
    for (let left = Math.abs(by); left > 0; left -= 1) place = this.#row(place, by < 0 ? -1 : 1);
    return place;
  }

  /** The cell above or below, in the row of the next section where this one ends; the same one at either end. */
  #row(index: number, by: 1 | -1): number {
    const at = this.#sectionAt(index);
    if (at === null) return this.#nearest(index);
    const { start, count } = this.#shown[at] as GridSection;
    const next = index + by * this.#columns;
    if (next >= start && next < start + count) return next;
    const neighbour = this.#shown[at + by];
    if (neighbour === undefined) return index;
    const column = (index - start) % this.#columns;
    const rowStart = by === 1 ? 0 : Math.floor((neighbour.count - 1) / this.#columns) * this.#columns;
    return neighbour.start + Math.min(rowStart + column, neighbour.count - 1);
  }

  #sectionAt(index: number): number | null {
    const at = this.#shown.findIndex(({ start, count }) => index >= start && index < start + count);
    return at < 0 ? null : at;
  }

  /** From a cell that is not shown, the next one that is. */
  #nearest(index: number): number {
    const next = this.#shown.find(({ start }) => start > index);
    const last = this.#shown.at(-1) as GridSection;
    return next === undefined ? last.start + last.count - 1 : next.start;
  }
}
