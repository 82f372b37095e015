import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trainingView } from './training-view.ts';

const loss = (step: number, value: number, trial?: string) => ({
  type: 'metrics' as const,
  atMs: step,
  step,
  ...(trial !== undefined && { trial }),
  values: { epoch_loss: value },
});

test('trainingView keeps the trials of a search apart, each of which counts its steps from the beginning', () => {
  const events = [loss(1, 3, '00'), loss(2, 2, '00'), loss(1, 5, '01')];
  const { series } = trainingView(7, events, { trials: [] });
  assert.deepEqual(
    series.map(({ trial, steps, values }) => ({ trial, steps, values })),
    [
      { trial: '00', steps: [1, 2], values: [3, 2] },
      { trial: '01', steps: [1], values: [5] },
    ],
  );
  assert.equal('trial' in (trainingView(7, [loss(1, 3)], { trials: [] }).series[0] ?? {}), false);
});
