import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hiddenCodes, lookAfterKey } from './mask-look.ts';

const classes = ['pet', 'background', 'border'].map((name, code) => ({ code, name }));
const look = { opacity: 0.55, style: 'fill' as const, hidden: [2], peeking: false };

test('lookAfterKey() toggles classes by their place in the legend', () => {
  assert.deepEqual(lookAfterKey(look, '1', classes), { hidden: [2, 0] });
  assert.deepEqual(lookAfterKey(look, '3', classes), { hidden: [] });
  assert.equal(lookAfterKey(look, '9', classes), null);
});

test('lookAfterKey() changes outline and opacity within bounds', () => {
  assert.deepEqual(lookAfterKey(look, 'o', []), { style: 'outline' });
  assert.deepEqual(lookAfterKey({ ...look, opacity: 1 }, '+', []), { opacity: 1 });
  assert.deepEqual(lookAfterKey({ ...look, opacity: 0.1 }, '-', []), { opacity: 0.1 });
  assert.equal(lookAfterKey(look, 'j', classes), null);
});

test('hiddenCodes() leaves the background out until a class is switched', () => {
  assert.deepEqual(hiddenCodes(null, classes), [1]);
  assert.deepEqual(hiddenCodes([], classes), []);
  assert.deepEqual(lookAfterKey({ ...look, hidden: null }, '2', classes), { hidden: [] });
});
