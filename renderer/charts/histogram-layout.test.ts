import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barAt, finiteTicks, layoutHistograms } from './histogram-layout.ts';

const size = { width: 100, height: 50, logarithmic: false };

test('layoutHistograms() puts equal distributions of different sizes at equal heights', () => {
  const small = [
    { low: 0, high: 5, count: 1 },
    { low: 5, high: 10, count: 3 },
  ];
  const large = small.map((bucket) => ({ ...bucket, count: bucket.count * 100 }));
  const layout = layoutHistograms([small, large], size);
  assert.deepEqual(
    layout.series[0]?.map(({ x, y, width, height }) => ({ x, y, width, height })),
    layout.series[1]?.map(({ x, y, width, height }) => ({ x, y, width, height })),
  );
  assert.deepEqual(layout.domain, [0, 10]);
});

test('layoutHistograms() gives a quantile histogram the same area in every bucket', () => {
  const quantiles = [
    { low: 0, high: 1, count: 10 },
    { low: 1, high: 9, count: 10 },
  ];
  const areas = layoutHistograms([quantiles], size).series[0]?.map((bar) => bar.width * bar.height);
  assert.equal(areas?.[0]?.toFixed(6), areas?.[1]?.toFixed(6));
});

test('layoutHistograms() draws a constant feature', () => {
  const [bars] = layoutHistograms([[{ low: 3, high: 3, count: 7 }]], size).series;
  assert.equal(bars?.length, 1);
  assert.ok((bars?.[0]?.height ?? 0) === 50 && (bars?.[0]?.width ?? 0) >= 1);
});

test('layoutHistograms() survives no buckets at all and buckets without counts', () => {
  assert.deepEqual(layoutHistograms([[]], size), { domain: [0, 1], peak: 0, series: [[]] });
  assert.equal(layoutHistograms([[{ low: 0, high: 1, count: 0 }]], size).series[0]?.[0]?.height, 0);
});

test('a logarithmic layout lifts rare buckets', () => {
  const buckets = [
    { low: 0, high: 1, count: 10_000 },
    { low: 1, high: 2, count: 20 },
  ];
  const linear = layoutHistograms([buckets], size).series[0]?.[1]?.height ?? 0;
  const logarithmic = layoutHistograms([buckets], { ...size, logarithmic: true }).series[0]?.[1]?.height ?? 0;
  assert.ok(logarithmic > linear * 5, `${logarithmic} should be well above ${linear}`);
});

test('barAt() finds the bar under the pointer', () => {
  const [bars = []] = layoutHistograms(
    [
      [
        { low: 0, high: 1, count: 1 },
        { low: 1, high: 2, count: 2 },
      ],
    ],
    size,
  ).series;
  assert.equal(barAt(bars, 75)?.bucket.count, 2);
  assert.equal(barAt(bars, 120), undefined);
});

test('layoutHistograms() draws a range as wide as all numbers', () => {
  const { MAX_VALUE } = Number;
  const buckets = [
    { low: -MAX_VALUE, high: 0, count: 1 },
    { low: 0, high: MAX_VALUE, count: 3 },
  ];
  const { series, domain } = layoutHistograms([buckets], size);
  assert.deepEqual(
    series[0]?.map(({ x, y, width, height }) => [x, Math.round(y), width, Math.round(height)]),
    [
      [0, 33, 50, 17],
      [50, 0, 50, 50],
    ],
  );
  assert.deepEqual(domain, [-MAX_VALUE, MAX_VALUE]);
  const ticks = finiteTicks(domain, 4);
  assert.ok(ticks.length > 2 && ticks.every(Number.isFinite), String(ticks));
});
