import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  cellAt,
  cellPosition,
  type GridLayout,
  layoutGrid,
  scrollToShow,
  visibleCells,
} from './grid-layout.ts';

const options = { count: 100_000, width: 1000, cellSize: 64, gap: 4, padding: 8 };

function placeOf(layout: GridLayout, index: number): { readonly x: number; readonly y: number } {
  return cellPosition(layout, index) ?? assert.fail(`no cell ${index}`);
}

test('layoutGrid() fills the width without exceeding it', () => {
  const layout = layoutGrid(options);
  const used = layout.columns * layout.cellSize + (layout.columns - 1) * layout.gap + 2 * layout.padding;
  assert.ok(used <= 1000 && used > 1000 - layout.columns, `${used} of 1000`);
  const rows = Math.ceil(100_000 / layout.columns);
  assert.equal(layout.height, rows * (layout.cellSize + 4) - 4 + 2 * 8);
});

test('layoutGrid() does not blow up a few cells', () => {
  assert.equal(layoutGrid({ ...options, count: 2 }).cellSize, 64);
});

test('layoutGrid() of nothing has no height', () => {
  assert.deepEqual(visibleCells(layoutGrid({ ...options, count: 0 }), 0, 500), []);
  assert.equal(layoutGrid({ ...options, count: 0 }).height, 0);
});

test('cellAt() finds each cell by its centre', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 3000 }),
      fc.integer({ min: 16, max: 300 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.nat(),
      (width, cellSize, count, seed) => {
        const layout = layoutGrid({ count, width, cellSize, gap: 3, padding: 6 });
        const index = seed % count;
        const { x, y } = placeOf(layout, index);
        return cellAt(layout, x + layout.cellSize / 2, y + layout.cellSize / 2) === index;
      },
    ),
  );
});

test('cellAt() gives gaps to the cell before them and is null past the last cell', () => {
  const layout = layoutGrid({ ...options, count: 3 });
  assert.equal(cellAt(layout, 8 + 64 + 1, 10), 0);
  assert.equal(cellAt(layout, 3, 10), null);
  assert.equal(cellAt(layout, 8 + 3 * 68 + 5, 10), null);
});

test('visibleRange() covers what a window shows and little more', () => {
  const layout = layoutGrid(options);
  const [visible] = visibleCells(layout, 5000, 800);
  const { first, end } = visible ?? { first: 0, end: 0 };
  assert.ok(placeOf(layout, first).y <= 5000);
  assert.ok(placeOf(layout, end - 1).y + layout.cellSize >= 5800 - layout.gap);
  assert.ok(end - first <= (800 / 64 + 2) * layout.columns);
});

test('scrollToShow() scrolls only when it must', () => {
  const layout = layoutGrid(options);
  const index = layout.columns * 100;
  const { y } = placeOf(layout, index);
  assert.equal(scrollToShow(layout, index, y - 200, 800), y - 200);
  assert.equal(scrollToShow(layout, index, y + 500, 800), y - layout.padding);
  assert.equal(scrollToShow(layout, index, 0, 800), y + layout.cellSize + layout.padding - 800);
});

const grouped = layoutGrid({
  ...options,
  count: 40,
  headingHeight: 30,
  groups: [
    { count: 20, isCollapsed: false },
    { count: 15, isCollapsed: true },
    { count: 5, isCollapsed: false },
  ],
});

test('layoutGrid() puts groups below each other, of collapsed ones the heading alone', () => {
  const step = grouped.cellSize + 4;
  const rows = Math.ceil(20 / grouped.columns);
  const second = 30 + 8 + rows * step - 4 + 8;
  assert.deepEqual(
    grouped.sections.map(({ start, top }) => [start, top]),
    [
      [0, 0],
      [20, second],
      [35, second + 30],
    ],
  );
  assert.deepEqual(placeOf(grouped, 35), { x: 8, y: second + 60 + 8 });
  assert.equal(cellPosition(grouped, 25), null);
});

test('cellAt() finds no cell on a heading, and each by its centre', () => {
  assert.equal(cellAt(grouped, 20, 10), null);
  for (const index of [...Array(20).keys(), 35, 36, 37, 38, 39]) {
    const { x, y } = placeOf(grouped, index);
    assert.equal(cellAt(grouped, x + 10, y + 10), index);
  }
});

test('visibleCells() leaves out collapsed groups and groups out of sight', () => {
  const places = (top: number, height: number) =>
    visibleCells(grouped, top, height).map(({ first, end }) => [first, end]);
  assert.deepEqual(places(0, grouped.height), [
    [0, 20],
    [35, 40],
  ]);
  assert.deepEqual(places(grouped.height - 20, 20), [[35, 40]]);
});

test('scrollToShow() keeps a cell clear of the heading that stays in sight', () => {
  const { y } = placeOf(grouped, 36);
  assert.equal(scrollToShow(grouped, 36, 10_000, 200), y - 8 - 30);
  assert.equal(scrollToShow(grouped, 25, 17, 200), 17);
});
