import { growingFold } from './growing-fold.ts';

type Values = readonly (number | null | undefined)[];

interface Range {
  lowest: number;
  highest: number;
}

const rangeOfAll = growingFold<Values, Range>({
  list: (values) => values,
  start: emptyRange,
  add: (range, values, index) => widen(range, values[index]),
});

/**
 * The lowest and highest finite value of lists between the places `from` and `to`, both counted in; null where there is
 * none. Of whole lists only what is new is gone through.
 */
export function valueRange(lists: readonly Values[], from: number, to: number): Readonly<Range> | null {
  const range = emptyRange();
  for (const values of lists) {
    const isWhole = from <= 0 && to >= values.length - 1;
    const { lowest, highest } = isWhole ? rangeOfAll(values) : rangeBetween(values, from, to);
    range.lowest = Math.min(range.lowest, lowest);
    range.highest = Math.max(range.highest, highest);
  }
  return range.lowest > range.highest ? null : range;
}

function rangeBetween(values: Values, from: number, to: number): Range {
  const range = emptyRange();
  for (let index = from; index <= to; index += 1) widen(range, values[index]);
  return range;
}

function emptyRange(): Range {
  return { lowest: Number.POSITIVE_INFINITY, highest: Number.NEGATIVE_INFINITY };
}

function widen(range: Range, value: number | null | undefined): void {
  if (value === null || value === undefined || !Number.isFinite(value)) return;
  if (value < range.lowest) range.lowest = value;
  if (value > range.highest) range.highest = value;
}
