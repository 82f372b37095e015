import assert from 'node:assert/strict';
import { test } from 'node:test';
import { executionWord } from './execution-word.ts';

test('executionWord() says the states as cells do', () => {
  const states = ['complete', 'cached', 'canceled', 'failed'] as const;
  assert.deepEqual(states.map(executionWord), ['complete', 'reused', 'cancelled', 'failed']);
});
