import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pagesOf, spriteAddress } from './sprite-sheet.ts';

test('spriteAddress() counts tiles by row, 32 a row, 1,024 a sheet', () => {
  assert.deepEqual([0, 31, 32, 1023, 1024].map(spriteAddress), [
    { page: 0, x: 0, y: 0 },
    { page: 0, x: 31 * 64, y: 0 },
    { page: 0, x: 0, y: 64 },
    { page: 0, x: 31 * 64, y: 31 * 64 },
    { page: 1, x: 0, y: 0 },
  ]);
});

test('pagesOf() names each sheet once', () => {
  assert.deepEqual(pagesOf([5000, 3, 1, 1024, 2047]), [0, 1, 4]);
});
