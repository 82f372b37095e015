import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { denseLine } from './dense-line.ts';
import { formatTick } from './format.ts';
import { themeColor } from './theme-color.ts';
import type { Size } from './use-size.ts';
import { valueRange } from './value-range.ts';

/** One line of a chart. `token` names its colour. */
export interface SeriesLine {
  readonly label: string;
  readonly token: string;
  readonly dashed: boolean;
}

/** What a chart is made anew for when it changes. */
export interface PlotLook {
  readonly lines: readonly SeriesLine[];
  readonly xLabel: string;
  /** Whether x counts something, so that ticks between whole numbers mean nothing. */
  readonly wholeX: boolean;
  readonly logarithmic: boolean;
  readonly syncKey: string;
}

export interface PlotStart {
  readonly columns: readonly [readonly number[], ...(readonly (number | null)[])[]];
  readonly size: Size;
  readonly onCursor: (index: number | null) => void;
}

const wholeSteps = [1, 2, 5]
  .flatMap((digit) => Array.from({ length: 8 }, (_, power) => digit * 10 ** power))
  .sort((a, b) => a - b);

/** A uPlot in the colours of the theme, without its own legend. */
export function createPlot(host: HTMLElement, look: PlotLook, { columns, size, onCursor }: PlotStart): uPlot {
  const options: uPlot.Options = {
    ...size,
    padding: [8, 10, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: look.syncKey, setSeries: false },
      points: { size: 6 },
      drag: { x: true, y: false },
    },
    scales: {
      x: { time: false },
      y: { ...(look.logarithmic && { distr: 3, log: 10 }), range: yRange(look.logarithmic) },
    },
    axes: [{ ...axis(look.xLabel, 34), ...(look.wholeX && { incrs: wholeSteps }) }, axis('', 52)],
    series: [{}, ...look.lines.map((line) => series(line, columns[0].length))],
    hooks: { setCursor: [(plot) => onCursor(plot.cursor.idx ?? null)] },
  };
  return new uPlot(options, columns as uPlot.AlignedData, host);
}

/** As uPlot's own, a tenth around the values in sight, or powers of ten; whole lines are not gone through anew. */
function yRange(logarithmic: boolean): uPlot.Range.Function {
  return (plot) => {
    const [from, to] = plot.series[1]?.idxs ?? [0, 0];
    const [, ...lines] = plot.data;
    const range = valueRange(lines as readonly (number | null | undefined)[][], from, to);
    if (range === null) return [null, null];
    const { lowest, highest } = range;
    return logarithmic
      ? uPlot.rangeLog(lowest, highest, 10, false)
      : uPlot.rangeNum(lowest, highest, 0.1, true);
  };
}

function series({ label, token, dashed }: SeriesLine, points: number): uPlot.Series {
  return {
    label,
    stroke: themeColor(token),
    width: 1.75,
    spanGaps: true,
    // The range is found by yRange; uPlot would go through all values for it.
    auto: false,
    paths: denseLine(),
    ...(dashed && { dash: [6, 4] }),
    // A line of one point would not be seen at all.
    points: { show: points <= 30, size: 5 },
  };
}

function axis(label: string, size: number): uPlot.Axis {
  return {
    stroke: themeColor('--chart-axis'),
    font: '10px Inter Variable, system-ui, sans-serif',
    labelFont: '11px Inter Variable, system-ui, sans-serif',
    grid: { stroke: themeColor('--chart-grid'), width: 1 },
    ticks: { show: false },
    gap: 4,
    ...(label === '' ? { size } : { label, labelSize: 16, labelGap: 0, size: size - 10 }),
    values: (_plot, splits) => splits.map((value) => (value === null ? '' : formatTick(value))),
  };
}
