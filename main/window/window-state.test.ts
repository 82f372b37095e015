import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restoreWindowState } from './window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const stored = (bounds: object) => JSON.stringify({ bounds, maximized: true });
const unknown = { bounds: { width: 1280, height: 800 }, maximized: false };

test('restoreWindowState() puts the window where it was', () => {
  const bounds = { x: 100, y: 50, width: 1400, height: 900 };
  assert.deepEqual(restoreWindowState(stored(bounds), [screen]), { bounds, maximized: true });
});

test('restoreWindowState() keeps the size of a window whose screen has gone', () => {
  const bounds = { x: 2500, y: 50, width: 1400, height: 900 };
  assert.deepEqual(restoreWindowState(stored(bounds), [screen]), {
    bounds: { width: 1400, height: 900 },
    maximized: true,
  });
});

for (const text of [
  '',
  '{',
  'null',
  '{"bounds":{}}',
  stored({ x: 0, y: 0, width: 1, height: 1 }),
  stored({ x: 'a' }),
]) {
  test(`restoreWindowState() of ${JSON.stringify(text)} is the default`, () => {
    assert.deepEqual(restoreWindowState(text, [screen]), unknown);
  });
}
