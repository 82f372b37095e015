import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzyScore } from './fuzzy-score.ts';

const ranked = (query: string, texts: readonly string[]) =>
  texts
    .map((text) => ({ text, score: fuzzyScore(query, text) }))
    .filter(({ score }) => score !== null)
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0))
    .map(({ text }) => text);

test('fuzzyScore puts initials before letters inside words', () => {
  assert.deepEqual(ranked('rs', ['Cursor', 'Run stale cells', 'Theme']), ['Run stale cells', 'Cursor']);
});

test('fuzzyScore puts letters in a row before scattered ones, and shorter texts first', () => {
  assert.deepEqual(ranked('fold', ['Find old', 'Fold cell', 'Fold or unfold all cells']), [
    'Fold cell',
    'Fold or unfold all cells',
    'Find old',
  ]);
});

test('fuzzyScore is null where the letters are not there in order', () => {
  assert.equal(fuzzyScore('xyz', 'Run all'), null);
  assert.equal(fuzzyScore('la', 'al'), null);
});
