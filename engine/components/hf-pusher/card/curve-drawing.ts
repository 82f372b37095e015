import type { TrainingSeries } from './training-history.ts';

const width = 720;
const height = 260;
const margin = { left: 56, right: 16, top: 16, bottom: 32 };

/** Colours that read on light and dark pages: the training curve and its validation. */
const strokes = { train: '#3b82f6', validation: '#f59e0b' };

/** A curve of training and validation as an SVG picture; null where fewer than two points could be joined. */
export function drawCurves(series: readonly TrainingSeries[], metric: string): string | null {
  const curves = (['train', 'validation'] as const).flatMap((split) => {
    const tag = split === 'train' ? metric : `validation/${metric}`;
    const points = (series.find((candidate) => candidate.tag === tag)?.points ?? []).filter(isDrawable);
    return points.length > 1 ? [{ split, points }] : [];
  });
  const points = curves.flatMap((curve) => curve.points);
  if (points.length === 0) {
    return null;
  }
  const scale = makeScale(points);
  const lines = curves.map((curve) => polyline(curve.points, scale, strokes[curve.split]));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect x="${margin.left}" y="${margin.top}" width="${plot.width}" height="${plot.height}" fill="none" stroke="#9ca3af"/>`,
    ...lines,
    ...labels(
      scale,
      curves.map((curve) => curve.split),
    ),
    '</svg>',
    '',
  ].join('\n');
}

const plot = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };

interface Point {
  readonly step: number;
  readonly value: number;
}

interface Scale {
  readonly steps: readonly [number, number];
  readonly values: readonly [number, number];
  x(step: number): number;
  y(value: number): number;
}

function isDrawable(point: Point): boolean {
  return Number.isFinite(point.value);
}

function makeScale(points: readonly Point[]): Scale {
  const steps = extent(points.map((point) => point.step));
  const values = extent(points.map((point) => point.value));
  return {
    steps,
    values,
    x: (step) => margin.left + ((step - steps[0]) / (steps[1] - steps[0] || 1)) * plot.width,
    y: (value) => margin.top + (1 - (value - values[0]) / (values[1] - values[0] || 1)) * plot.height,
  };
}

function extent(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

function polyline(points: readonly Point[], scale: Scale, stroke: string): string {
  const path = points.map(({ step, value }) => `${scale.x(step).toFixed(1)},${scale.y(value).toFixed(1)}`);
  return `<polyline fill="none" stroke="${stroke}" stroke-width="2" points="${path.join(' ')}"/>`;
}

function labels(scale: Scale, splits: readonly ('train' | 'validation')[]): readonly string[] {
  const bottom = margin.top + plot.height;
  const text = (x: number, y: number, anchor: string, content: string, fill = '#6b7280') =>
    `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${fill}">${content}</text>`;
  return [
    text(margin.left - 6, bottom, 'end', shortNumber(scale.values[0])),
    text(margin.left - 6, margin.top + 10, 'end', shortNumber(scale.values[1])),
    text(margin.left, bottom + 20, 'start', `step ${scale.steps[0]}`),
    text(width - margin.right, bottom + 20, 'end', `step ${scale.steps[1]}`),
    ...splits.map((split, index) =>
      text(width - 24, margin.top + 18 + index * 16, 'end', split, strokes[split]),
    ),
  ];
}

/** Four significant digits without trailing zeros. */
export function shortNumber(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}
