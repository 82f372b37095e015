import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { cellAt, cellPosition, layoutGrid, moveInGrid, scrollToShow, visibleRange } from './grid-layout.ts';

const options = { count: 100_000, width: 1000, cellSize: 64, gap: 4, padding: 8 };

test('layoutGrid() fills the width without exceeding it', () => {
  const layout = layoutGrid(options);
  const used = layout.columns * layout.cellSize + (layout.columns - 1) * layout.gap + 2 * layout.padding;
  assert.ok(used <= 1000 && used > 1000 - layout.columns, `${used} of 1000`);
  assert.equal(layout.rows, Math.ceil(100_000 / layout.columns));
});

test('layoutGrid() does not blow up a few cells', () => {
  assert.equal(layoutGrid({ ...options, count: 2 }).cellSize, 64);
});

test('layoutGrid() of nothing has no height', () => {
  assert.deepEqual(visibleRange(layoutGrid({ ...options, count: 0 }), 0, 500), { first: 0, end: 0 });
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
        const { x, y } = cellPosition(layout, index);
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
  const { first, end } = visibleRange(layout, 5000, 800);
  assert.ok(cellPosition(layout, first).y <= 5000);
  assert.ok(cellPosition(layout, end - 1).y + layout.cellSize >= 5800 - layout.gap);
  assert.ok(end - first <= (800 / 64 + 2) * layout.columns);
});

test('moveInGrid() stays inside and keeps the column', () => {
  const layout = layoutGrid({ ...options, count: 50 });
  const { columns } = layout;
  assert.deepEqual(
    [
      moveInGrid(layout, 0, 'ArrowLeft', 3),
      moveInGrid(layout, 3, 'ArrowDown', 3),
      moveInGrid(layout, 3, 'ArrowUp', 3),
      moveInGrid(layout, 49, 'ArrowDown', 3),
      moveInGrid(layout, columns + 2, 'PageUp', 3),
      moveInGrid(layout, 5, 'End', 3),
      moveInGrid(layout, 5, 'x', 3),
    ],
    [0, 3 + columns, 3, 49, 2, 49, null],
  );
});

test('scrollToShow() scrolls only when it must', () => {
  const layout = layoutGrid(options);
  const index = layout.columns * 100;
  const { y } = cellPosition(layout, index);
  assert.equal(scrollToShow(layout, index, y - 200, 800), y - 200);
  assert.equal(scrollToShow(layout, index, y + 500, 800), y - layout.padding);
  assert.equal(scrollToShow(layout, index, 0, 800), y + layout.cellSize + layout.padding - 800);
});
