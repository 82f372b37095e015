import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments } from './parse-arguments.ts';

test('parseArguments names an option it does not know', () => {
  assert.throws(() => parseArguments(['--fast'], { json: { type: 'boolean' } }), {
    name: 'UsageError',
    message: /Unknown option '--fast'/,
  });
});
