import assert from 'node:assert/strict';
import { test } from 'node:test';
import { didYouMean } from './did-you-mean.ts';

test('didYouMean() proposes the nearest name, or lists them when none is near', () => {
  const names = ['Trainer', 'Transform', 'Tuner'];
  assert.deepEqual(
    ['Trianer', 'transfrom', 'Evaluator', 'tuner'].map((name) => didYouMean(name, names)),
    [
      'Did you mean "Trainer"?',
      'Did you mean "Transform"?',
      'Choose one of: Trainer, Transform, Tuner',
      'Did you mean "Tuner"?',
    ],
  );
  assert.equal(didYouMean('x', []), 'There are none to choose from');
});
