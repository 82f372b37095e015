import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutGrid } from './grid-layout.ts';
import { moveInGrid } from './move-in-grid.ts';

const options = { count: 50, width: 300, cellSize: 64, gap: 4, padding: 8 };

test('moveInGrid() stays inside and keeps the column', () => {
  const layout = layoutGrid({ ...options, width: 1000 });
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

test('moveInGrid() goes from group to group in the same column, past collapsed and empty ones', () => {
  const layout = layoutGrid({
    ...options,
    groups: [
      { count: 6, isCollapsed: false },
      { count: 30, isCollapsed: true },
      { count: 0, isCollapsed: false },
      { count: 14, isCollapsed: false },
    ],
  });
  assert.equal(layout.columns, 4);
  const move = (index: number, key: string) => moveInGrid(layout, index, key, 2);
  assert.deepEqual(
    [
      move(-1, 'ArrowRight'),
      move(5, 'ArrowRight'),
      move(36, 'ArrowLeft'),
      move(3, 'ArrowDown'),
      move(5, 'ArrowDown'),
      move(37, 'ArrowUp'),
      move(39, 'ArrowUp'),
      move(1, 'PageDown'),
      move(49, 'ArrowDown'),
      move(20, 'ArrowDown'),
      move(20, 'End'),
    ],
    [0, 36, 5, 39, 37, 5, 5, 37, 49, 36, 49],
  );
});

test('moveInGrid() stays where everything is collapsed', () => {
  const layout = layoutGrid({ ...options, groups: [{ count: 50, isCollapsed: true }] });
  assert.equal(moveInGrid(layout, 3, 'ArrowDown', 2), null);
});
