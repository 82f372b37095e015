import type { LegendClass } from './class-legend.tsx';

/** Colours for class codes of which nothing else is known. */
const colors = [
  '#ffb454',
  '#5b6b7d',
  '#59c2ff',
  '#7fd962',
  '#f07178',
  '#d2a6ff',
  '#e6d36a',
  '#5ccfe6',
] as const;

/** Classes by number, for masks whose classes have no names. */
export const fallbackClasses: readonly LegendClass[] = colors.map((color, code) => ({
  code,
  name: `class ${code}`,
  color,
}));
