import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TensorFlowError } from '../../tensorflow/tensorflow-error.ts';
import { fittingSize } from './out-of-memory.ts';

/** Looks for a size when at most `limit` examples fit; gives what was found, and the sizes that did not fit. */
function search(size: number, limit: number): { readonly found: number | null; readonly failed: number[] } {
  const failed: number[] = [];
  const found = fittingSize(size, (rows) => {
    if (rows > limit) {
      failed.push(rows);
      throw new TensorFlowError('out-of-memory', 'Too large');
    }
  });
  return { found, failed };
}

test('fittingSize() finds the largest half of halves that fits', () => {
  for (const size of [1, 2, 3, 7, 32, 100, 1024]) {
    const halves = Array.from({ length: 11 }, (_, index) => Math.floor(size / 2 ** (index + 1)));
    for (let limit = 0; limit < size; limit += 1) {
      const expected = halves.find((half) => half >= 1 && half <= limit) ?? null;
      assert.equal(search(size, limit).found, expected, `${limit} of ${size}`);
    }
  }
});

test('fittingSize() waits for few sizes that do not fit, since each takes ten seconds', () => {
  const waits = (size: number) =>
    Math.max(...Array.from({ length: size }, (_, limit) => search(size, limit).failed.length));
  assert.deepEqual([2, 32, 1024].map(waits), [1, 2, 3]);
});

test('fittingSize() passes on what is no lack of memory', () => {
  const broken = new TensorFlowError('execution-failed', 'Broken');
  assert.throws(
    () =>
      fittingSize(8, () => {
        throw broken;
      }),
    broken,
  );
});
