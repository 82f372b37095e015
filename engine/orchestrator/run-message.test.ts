import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CellOutcome } from './pipeline-run.ts';
import { runMessage } from './run-message.ts';

const message = (...states: CellOutcome['state'][]) =>
  runMessage(states.map((state, index) => ({ cell: `C${index}`, state }) as CellOutcome));

test('runMessage says how many cells ran and how many were reused, and names what failed', () => {
  assert.equal(message('succeeded'), '1 cell ran');
  assert.equal(message('succeeded', 'succeeded', 'reused'), '2 cells ran, 1 reused');
  assert.equal(message('reused', 'reused'), 'Everything was up to date');
  assert.equal(message('succeeded', 'cancelled'), 'Cancelled');
  assert.equal(message('reused', 'failed', 'skipped'), 'C1 failed');
});
