import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pickRecords } from './pick-records.ts';

test('pickRecords() gives different records of the split, spread over it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 1, max: 24 }),
      fc.nat(1000),
      (records, count, seed) => {
        const picked = pickRecords(records, count, seed);
        const isInside = picked.every((record) => record >= 0 && record < records);
        return isInside && new Set(picked).size === Math.min(count, records);
      },
    ),
  );
});

test('pickRecords() starts with the first record and changes with the seed', () => {
  assert.equal(pickRecords(100, 4, 0)[0], 0);
  assert.notDeepEqual(pickRecords(100, 4, 1), pickRecords(100, 4, 2));
  assert.deepEqual(pickRecords(0, 4, 0), []);
});
