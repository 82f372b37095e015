import type { ExampleGroup } from '../../../engine/contract/examples.ts';
import { formatCounted, formatNumber } from '../../ui/format.ts';

/** What the records of a group have in common: "beagle", "10 – 20", "other: 9,980 values", "missing". */
export function groupTitle(group: ExampleGroup): string {
  switch (group.kind) {
    case 'value':
      return valueTitle(group.value);
    case 'range':
      return `${formatNumber(group.from)} – ${formatNumber(group.to)}`;
    case 'other':
      return group.values === null
        ? 'other: more than 65,000 values'
        : `other: ${formatCounted(group.values, 'value')}`;
    case 'not-finite':
      return 'NaN or infinite';
    case 'missing':
      return 'missing';
  }
}

/** Numbers in all their digits, so that two groups are never called the same; a space or nothing is quoted. */
function valueTitle(value: string | number): string {
  if (typeof value === 'string') {
    return value.trim() === '' ? JSON.stringify(value) : value;
  }
  const short = formatNumber(value);
  return Number(short.replaceAll(',', '')) === value
    ? short
    : String(Math.fround(value) === value ? shortFloat(value) : value);
}

/** The fewest digits that name a 32-bit float: 0.1, not 0.10000000149011612. */
function shortFloat(value: number): number {
  for (let digits = 1; digits < 9; digits += 1) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return rounded;
  }
  return value;
}
