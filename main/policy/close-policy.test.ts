import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closeAction, closeQuestion } from './close-policy.ts';

test('each button of the close question has its action', () => {
  assert.deepEqual(
    closeQuestion.buttons.map((label, index) => [label, closeAction(index)]),
    [
      ['Keep running in the background', 'hide'],
      ['Stop after this epoch', 'stop-after-epoch'],
      ['Stop now', 'stop-now'],
      ['Cancel', 'stay'],
    ],
  );
});

test('closing the question without an answer keeps the window open', () => {
  assert.equal(closeAction(closeQuestion.cancelId), 'stay');
  assert.equal(closeAction(-1), 'stay');
});
