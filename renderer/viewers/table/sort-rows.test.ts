import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextSort, sortRows } from './sort-rows.ts';

test('nextSort() goes from ascending over descending back to the order of the data', () => {
  const first = nextSort(null, 'loss');
  const second = nextSort(first, 'loss');
  assert.deepEqual(
    [first, second, nextSort(second, 'loss')],
    [{ id: 'loss', descending: false }, { id: 'loss', descending: true }, null],
  );
  assert.deepEqual(nextSort(second, 'name'), { id: 'name', descending: false });
});

test('sortRows() puts rows without the value last in both directions', () => {
  const rows = [{ v: 2 }, { v: null }, { v: 10 }, { v: Number.NaN }];
  const values = (descending: boolean) => sortRows(rows, ({ v }) => v, descending).map(({ v }) => v);
  assert.deepEqual(values(false), [2, 10, null, Number.NaN]);
  assert.deepEqual(values(true), [10, 2, null, Number.NaN]);
});

test('sortRows() counts digits inside text', () => {
  assert.deepEqual(
    sortRows(['run 10', 'run 9'], (row) => row, false),
    ['run 9', 'run 10'],
  );
});
