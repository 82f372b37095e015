import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resumePoint } from './resume-point.ts';

const training = {
  checkpoints: [
    { epoch: 2, step: 24, best: true },
    { epoch: 1, step: 12, best: true },
  ],
};
const cancelled = { phase: 'idle', freshness: { state: 'cancelled' } } as const;

test('resumePoint() is the newest checkpoint of a training that was stopped', () => {
  assert.deepEqual(resumePoint({ state: 'canceled' }, training, cancelled), {
    epoch: 2,
    step: 24,
    canResume: true,
  });
});

test('resumePoint() cannot go on once the cell was changed', () => {
  const changed = { phase: 'idle', freshness: { state: 'empty' } } as const;
  assert.equal(resumePoint({ state: 'failed' }, training, changed)?.canResume, false);
});

test('resumePoint() is null for a finished training, one that runs, and one without checkpoints', () => {
  assert.equal(resumePoint({ state: 'complete' }, training, cancelled), null);
  assert.equal(resumePoint({ state: 'canceled' }, { checkpoints: [] }, cancelled), null);
  assert.equal(resumePoint({ state: 'canceled' }, training, { ...cancelled, phase: 'queued' }), null);
});
