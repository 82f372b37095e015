import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confusionCells, type Normalisation } from './confusion.ts';

const counts = [
  [8, 2],
  [0, 0],
];
const shares = (normalisation: Normalisation) =>
  confusionCells(counts, normalisation).map((row) => row.map(({ share }) => share));

test('confusionCells() shares by all, by actual and by predicted class', () => {
  assert.deepEqual(shares('counts'), [
    [0.8, 0.2],
    [0, 0],
  ]);
  assert.deepEqual(shares('actual'), [
    [0.8, 0.2],
    [0, 0],
  ]);
  assert.deepEqual(shares('predicted'), [
    [1, 1],
    [0, 0],
  ]);
});

test('confusionCells() tints the largest cell fully', () => {
  assert.deepEqual(
    confusionCells(counts, 'counts').map((row) => row.map(({ weight }) => weight)),
    [
      [1, 0.25],
      [0, 0],
    ],
  );
  assert.deepEqual(confusionCells([[0]], 'counts')[0]?.[0]?.weight, 0);
});
