import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseOptions } from './parse-options.ts';

const stages = ['types', 'unit', 'e2e'];

test('parseOptions() asks for everything by default', () => {
  assert.deepEqual(parseOptions([], stages), { only: null, long: false });
});

test('parseOptions() takes stages one by one or with commas', () => {
  assert.deepEqual(parseOptions(['--only', 'types,unit', '--only', 'e2e', '--long'], stages), {
    only: ['types', 'unit', 'e2e'],
    long: true,
  });
});

test('parseOptions() names the stages when one is unknown', () => {
  assert.throws(
    () => parseOptions(['--only', 'units'], stages),
    /Unknown stage "units": .* types, unit, e2e/,
  );
});
