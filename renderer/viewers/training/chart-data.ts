import { smooth } from '../../charts/smoothing.ts';
import type { Curve } from './curves.ts';
import { isSame } from './is-same.ts';

/** Columns for uPlot: the shared x values, then the y values of each line, null where a line has no point. */
export type ChartColumns = readonly [readonly number[], ...(readonly (number | null)[])[]];

/** Puts curves with their own x values over one shared x axis. */
export function alignCurves(curves: readonly Curve[]): ChartColumns {
  const shared = curves[0]?.x ?? [];
  // Curves of one run are recorded at the same steps; then there is nothing to merge, however long they are.
  if (curves.every(({ x }) => isSame(x, shared))) {
    return [shared, ...curves.map(({ y }) => y)];
  }
  const xs = [...new Set(curves.flatMap(({ x }) => x))].sort((a, b) => a - b);
  const place = new Map(xs.map((x, index) => [x, index]));
  const columns = curves.map(({ x, y }) => {
    const column = new Array<number | null>(xs.length).fill(null);
    x.forEach((value, index) => {
      const at = place.get(value);
      if (at !== undefined) {
        column[at] = y[index] ?? null;
      }
    });
    return column;
  });
  return [xs, ...columns];
}

/** Smooths each line of a chart; with a logarithmic axis what is not positive cannot be drawn and becomes a gap. */
export function chartColumns(
  curves: readonly Curve[],
  { smoothing, logarithmic }: { readonly smoothing: number; readonly logarithmic: boolean },
): ChartColumns {
  const drawn = curves.map((curve) => ({ ...curve, y: drawable(smooth(curve.y, smoothing), logarithmic) }));
  return alignCurves(drawn);
}

function drawable(values: readonly (number | null)[], logarithmic: boolean): readonly (number | null)[] {
  return logarithmic ? values.map((value) => (value !== null && value > 0 ? value : null)) : values;
}
