import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOfTraining } from './training-part.ts';

const series = (tag: string, values: number[]) => {
  const steps = values.map((_, step) => step);
  return { tag, steps, epochs: steps, timesMs: steps, values };
};

test('isOfTraining takes a followed loss for a training, and not the one figure of an evaluation', () => {
  assert.equal(isOfTraining([series('epoch_loss', [1, 0.5])]), true);
  assert.equal(isOfTraining([series('epoch_loss', [0.5]), series('batch_loss', [1, 0.9])]), true);
  assert.equal(isOfTraining([series('loss', [0.5])]), false);
  assert.equal(isOfTraining([series('accuracy', [0.5, 0.6])]), false);
});
