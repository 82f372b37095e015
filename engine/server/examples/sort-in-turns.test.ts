import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sortInTurns } from './sort-in-turns.ts';

/** Equal numbers are told apart by their place, so that an unstable order shows. */
const compare = (a: readonly number[], b: readonly number[]): number => (a[0] as number) - (b[0] as number);

test('sortInTurns sorts as toSorted does, equal items in the order they had', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 60 }), fc.constantFrom(1, 500), async (few, times) => {
      const items = Array.from({ length: few.length * times }, (_, i) => [few[i % few.length] as number, i]);
      assert.deepEqual(await sortInTurns(items, compare), items.toSorted(compare));
    }),
    { numRuns: 20 },
  );
});

test('sortInTurns lets the event loop go on', async () => {
  let turns = 0;
  let next = setImmediate(count);
  function count(): void {
    turns++;
    next = setImmediate(count);
  }
  const items = Array.from({ length: 200_000 }, (_, i) => [i % 977, i]);
  await sortInTurns(items, compare);
  clearImmediate(next);
  assert.ok(turns >= 24, `${turns} turns`);
});
