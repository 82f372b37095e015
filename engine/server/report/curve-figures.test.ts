import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curveFigures } from './curve-figures.ts';

const series = (tag: string, values: readonly (number | null)[]) => ({
  tag,
  steps: values.map((_, step) => step),
  epochs: values.map(() => 0),
  timesMs: values.map((_, step) => step),
  values: [...values],
});
const htmlOf = (...all: Parameters<typeof curveFigures>[0]) => {
  const figures = curveFigures(all);
  return typeof figures === 'string' ? figures : figures.html;
};

test('curveFigures draws training and validation of a metric into one chart, validation dashed', () => {
  const html = htmlOf(series('epoch_loss', [1, 0.5]), series('validation/epoch_loss', [0.75, null]));
  assert.equal(html.match(/<figure>/g)?.length, 1);
  assert.match(html, /<polyline points="44\.0,8\.0 332\.0,148\.0"[^>]*><\/polyline>/);
  assert.match(html, /<polyline points="44\.0,78\.0"[^>]*stroke-dasharray/);
});

test('curveFigures leaves out how the machine did, and what was never measured', () => {
  const html = htmlOf(series('images_per_second', [1, 2]), series('epoch_dice', [null, null]));
  assert.doesNotMatch(html, /<figure>/);
});

test('curveFigures thins long curves and keeps their last point', () => {
  const html = htmlOf(
    series(
      'epoch_loss',
      Array.from({ length: 20_000 }, (_, step) => step),
    ),
  );
  const points = /points="([^"]*)"/.exec(html)?.[1]?.split(' ') ?? [];
  assert.ok(points.length <= 260);
  assert.equal(points.at(-1), '332.0,8.0');
});
