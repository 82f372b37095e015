import type { TrainingView } from '../../contract/model.ts';
import { element, type Html } from './html.ts';
import { figure, metricWords } from './report-context.ts';

type Series = TrainingView['series'][number];

const size = { width: 340, height: 170, left: 44, right: 8, top: 8, bottom: 22 } as const;
/** More points than pixels would only make the file larger. */
const pointsDrawn = 240;

/** One drawing for each metric of a training: its training curve solid, its validation curve dashed. */
export function curveFigures(series: readonly Series[]): Html {
  const learned = series.filter(
    ({ tag, values }) => !isOfMachine(tag) && values.some((value) => value !== null),
  );
  const charts = [...Map.groupBy(learned, ({ tag }) => metricOf(tag))];
  return element(
    'div',
    { class: 'charts' },
    charts.map(([metric, curves]) => chart(metric, curves)),
  );
}

/** How training went, not what it learned. */
const isOfMachine = (tag: string): boolean =>
  /(learning_rate|images_per_second|input_wait_fraction|step_seconds|gradient_norm)$/.test(tag);

/** TensorBoard's tags as Keras writes them, without what says which data they are of. */
function metricOf(tag: string): string {
  return tag
    .replace(/^(train|validation)\//, '')
    .replace(/^(val|evaluation)_/, '')
    .replace(/_vs_iterations$/, '')
    .replace(/^(epoch|batch)_/, '');
}

function roleOf(tag: string): string {
  if (isValidation(tag)) return 'validation';
  return tag.startsWith('batch_') ? 'batches' : 'train';
}

const isValidation = (tag: string): boolean => /^(validation\/|val_|evaluation_)/.test(tag);

interface Scale {
  readonly x: (step: number) => number;
  readonly y: (value: number) => number;
}

function chart(metric: string, curves: readonly Series[]): Html {
  const steps = curves.flatMap((curve) => curve.steps);
  const values = curves.flatMap((curve) => curve.values.filter((value) => value !== null));
  const [left, right] = rangeOf(steps);
  const [low, high] = rangeOf(values);
  const scale: Scale = {
    x: (step) => size.left + ((step - left) / (right - left || 1)) * (size.width - size.left - size.right),
    y: (value) => size.top + (1 - (value - low) / (high - low || 1)) * (size.height - size.top - size.bottom),
  };
  const last = curves.map((curve) => `${roleOf(curve.tag)} ${figure(curve.values.at(-1))}`);
  return element('figure', {}, [
    element('figcaption', {}, [
      metricWords(metric),
      element('span', { class: 'muted' }, [` ${last.join(', ')}`]),
    ]),
    element(
      'svg',
      { viewBox: `0 0 ${size.width} ${size.height}`, role: 'img', 'aria-label': `${metric} by step` },
      [
        ...[low, (low + high) / 2, high].map((value) => gridLine(value, scale.y(value))),
        ...[left, right].map((step) => stepLabel(step, scale.x(step), step === left ? 'start' : 'end')),
        ...curves.map((curve, index) => line(curve, index, scale)),
      ],
    ),
  ]);
}

function line({ tag, steps, values }: Series, index: number, { x, y }: Scale): Html {
  const every = Math.max(1, Math.ceil(steps.length / pointsDrawn));
  const points = steps.flatMap((step, at) => {
    const value = values[at];
    const isDrawn = at % every === 0 || at === steps.length - 1;
    return isDrawn && typeof value === 'number' ? [`${x(step).toFixed(1)},${y(value).toFixed(1)}`] : [];
  });
  return element('polyline', {
    points: points.join(' '),
    style: `stroke: var(--series-${index % 4})`,
    ...(isValidation(tag) && { 'stroke-dasharray': '5 3' }),
  });
}

function gridLine(value: number, y: number): Html {
  return element('g', {}, [
    element('line', {
      class: 'grid',
      x1: size.left,
      x2: size.width - size.right,
      y1: y.toFixed(1),
      y2: y.toFixed(1),
    }),
    element('text', { x: size.left - 5, y: (y + 3).toFixed(1), 'text-anchor': 'end' }, [
      figure(Number(value.toPrecision(3))),
    ]),
  ]);
}

function stepLabel(step: number, x: number, anchor: 'start' | 'end'): Html {
  return element('text', { x: x.toFixed(1), y: size.height - 6, 'text-anchor': anchor }, [`step ${step}`]);
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  return [
    values.reduce((a, b) => Math.min(a, b), values[0] ?? 0),
    values.reduce((a, b) => Math.max(a, b), values[0] ?? 1),
  ];
}
