import assert from 'node:assert/strict';
import { test } from 'node:test';
import { epochEnds, epochPositions } from './epoch-scale.ts';

const batches = { steps: [1, 2, 3, 4, 5, 6, 7], epochs: [1, 1, 1, 2, 2, 2, 3] };

test('epochPositions() spreads batches over their epoch and lets the running one go on', () => {
  const positions = epochPositions(batches, epochEnds([batches]));
  assert.deepEqual(
    positions.map((position) => position.toFixed(2)),
    ['0.33', '0.67', '1.00', '1.33', '1.67', '2.00', '2.33'],
  );
});

test('epochPositions() keeps what is recorded once an epoch on whole numbers', () => {
  const series = { steps: [3, 6], epochs: [1, 2] };
  assert.deepEqual(epochPositions(series, epochEnds([batches, series])), [1, 2]);
});

test('epochEnds() takes the latest step of each epoch', () => {
  assert.deepEqual(epochEnds([batches, { steps: [4], epochs: [1] }]), [
    { epoch: 1, step: 4 },
    { epoch: 2, step: 6 },
    { epoch: 3, step: 7 },
  ]);
});

test('epochPositions() of a series that grows are those of one that was there at once', () => {
  const growing = { steps: [] as number[], epochs: [] as number[] };
  // Epochs of different lengths, so that the end of a running one is taken too late and too early.
  const lengths = [3, 1, 4, 2, 5];
  let step = 0;
  for (const [index, length] of lengths.entries()) {
    for (let batch = 0; batch < length; batch += 1) {
      step += 1;
      growing.steps.push(step);
      growing.epochs.push(index + 1);
      const copy = { steps: [...growing.steps], epochs: [...growing.epochs] };
      const expected = epochPositions(copy, epochEnds([copy]));
      assert.deepEqual(epochPositions(growing, epochEnds([growing])), expected, `at step ${step}`);
    }
  }
});

test('epochPositions() leaves an answer as it is when the end of an epoch before the last moves', () => {
  const first = epochPositions(batches, epochEnds([batches]));
  const kept = [...first];
  const moved = epochPositions(batches, epochEnds([batches, { steps: [5, 6], epochs: [1, 2] }]));
  assert.deepEqual(first, kept);
  assert.notDeepEqual(moved, kept);
});
