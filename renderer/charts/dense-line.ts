import uPlot from 'uplot';
import { extremes } from './extremes.ts';

/** A line with this many points to a pixel of the chart is drawn through its extremes alone. */
const manyPointsAPixel = 4;

/**
 * Draws a line of any number of points in the time of a few: where many share a pixel, only the lowest and the highest
 * of each pixel's stretch can be seen.
 */
export function denseLine(): uPlot.Series.PathBuilder {
  const linear = uPlot.paths.linear?.();
  return (plot, series, from, to) => {
    const stretches = Math.max(1, Math.round(plot.bbox.width));
    const values = plot.data[series] ?? [];
    if (to - from < manyPointsAPixel * stretches) {
      return linear?.(plot, series, from, to) ?? null;
    }
    const scale = plot.series[series]?.scale ?? 'y';
    const path = new Path2D();
    for (const index of extremes(values, { from, to, stretches })) {
      const x = plot.valToPos(plot.data[0][index] ?? 0, 'x', true);
      path.lineTo(x, plot.valToPos(values[index] ?? 0, scale, true));
    }
    return { stroke: path };
  };
}
