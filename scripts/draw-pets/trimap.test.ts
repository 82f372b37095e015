import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trimapFromCoverage } from './trimap.ts';

test('trimapFromCoverage marks the band on both sides of the outline as border', () => {
  const coverage = new Uint8Array(7).map((_, x) => (x >= 3 ? 255 : 0));
  assert.deepEqual(
    [...trimapFromCoverage(coverage, { width: 7, height: 1, radius: 1 })],
    [2, 2, 3, 3, 1, 1, 1],
  );
});
