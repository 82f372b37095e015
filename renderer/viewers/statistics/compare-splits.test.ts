import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FeatureStatisticsView } from '../../../engine/contract/statistics.ts';
import { compareSplits, shareOf } from './compare-splits.ts';
import { filterFeatures, sortFeatures } from './sort-features.ts';

function numeric(
  name: string,
  mean: number,
  more: Partial<FeatureStatisticsView> = {},
): FeatureStatisticsView {
  return {
    path: [name],
    type: 'FLOAT',
    present: 100,
    missing: 0,
    minimumValues: 1,
    maximumValues: 1,
    averageValues: 1,
    totalValues: 100,
    numeric: {
      mean,
      standardDeviation: 1,
      zeros: 0,
      minimum: mean - 1,
      median: mean,
      maximum: mean + 1,
      nan: 0,
      histogram: [],
      quantiles: [],
    },
    text: null,
    valueCounts: [],
    custom: [],
    ...more,
  };
}

const split = (name: string, features: FeatureStatisticsView[]) => ({
  name,
  slice: '',
  records: 100,
  features,
});
const distance = (jensenShannon: number | null, linfinity: number | null) => ({ jensenShannon, linfinity });

test('compareSplits() joins splits by path and flags what lacks', () => {
  const train = split('train', [numeric('age', 30), numeric('fare', 5, { present: 90, missing: 10 })]);
  const rows = compareSplits([train, split('eval', [numeric('age', 31)])], { age: distance(0.02, null) });
  assert.deepEqual(
    rows.map(({ path, group, distance, flags }) => ({ path, group, distance, flags })),
    [
      { path: 'age', group: 'numeric', distance: 0.02, flags: [] },
      {
        path: 'fare',
        group: 'numeric',
        distance: null,
        flags: [
          { kind: 'missing', split: 0, share: 0.1 },
          { kind: 'absent', split: 1, share: 1 },
        ],
      },
    ],
  );
});

test('compareSplits() flags a feature that never changes', () => {
  const base = numeric('bias', 1);
  const constant = { ...base, numeric: base.numeric && { ...base.numeric, minimum: 1, maximum: 1 } };
  assert.deepEqual(compareSplits([split('train', [constant])], {})[0]?.flags, [
    { kind: 'constant', split: 0, share: 1 },
  ]);
});

test('shareOf() of zeros does not apply to text', () => {
  assert.equal(shareOf(numeric('word', 0, { numeric: null }), 'zeros'), null);
  assert.equal(shareOf(undefined, 'missing'), null);
});

const rows = compareSplits([split('train', [numeric('b', 1), numeric('a10', 3), numeric('a2', 2)])], {
  b: distance(null, 0.5),
  a2: distance(0.1, null),
});
const paths = (sorted: readonly { path: string }[]) => sorted.map(({ path }) => path);

test('sortFeatures() sorts by any value and puts what has none last in both directions', () => {
  assert.deepEqual(paths(sortFeatures(rows, { by: 'mean', descending: true })), ['a10', 'a2', 'b']);
  assert.deepEqual(paths(sortFeatures(rows, { by: 'distance', descending: true })), ['b', 'a2', 'a10']);
  assert.deepEqual(paths(sortFeatures(rows, { by: 'distance', descending: false })), ['a2', 'b', 'a10']);
  assert.deepEqual(paths(sortFeatures(rows, { by: 'name', descending: false })), ['a2', 'a10', 'b']);
  assert.deepEqual(paths(sortFeatures(rows, { by: 'order', descending: true })), ['a2', 'a10', 'b']);
});

test('filterFeatures() wants every word', () => {
  assert.deepEqual(paths(filterFeatures(rows, { search: 'A 2', flagged: false })), ['a2']);
  assert.deepEqual(paths(filterFeatures(rows, { search: '', flagged: true })), []);
});
