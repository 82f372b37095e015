import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookAfterKey } from './mask-look.ts';

const look = { opacity: 0.55, style: 'fill' as const, hidden: [2], peeking: false };

test('lookAfterKey() toggles classes by their place in the legend', () => {
  assert.deepEqual(lookAfterKey(look, '1', [0, 1, 2]), { hidden: [2, 0] });
  assert.deepEqual(lookAfterKey(look, '3', [0, 1, 2]), { hidden: [] });
  assert.equal(lookAfterKey(look, '9', [0, 1, 2]), null);
});

test('lookAfterKey() changes outline and opacity within bounds', () => {
  assert.deepEqual(lookAfterKey(look, 'o', []), { style: 'outline' });
  assert.deepEqual(lookAfterKey({ ...look, opacity: 1 }, '+', []), { opacity: 1 });
  assert.deepEqual(lookAfterKey({ ...look, opacity: 0.1 }, '-', []), { opacity: 0.1 });
  assert.equal(lookAfterKey(look, 'j', [0]), null);
});
