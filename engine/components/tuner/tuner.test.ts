import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { tensorflow } from '../../tensorflow/runtime.ts';
import { contextFor, tinyPipeline, transformed } from '../trainer/testing/tiny-pipeline.ts';
import { tuner } from './definition.ts';
import { executeTuner } from './executor.ts';
import { gridTrials, randomTrials, searchSpaceSchema } from './search-space.ts';

test('Tuner finds the better learning rate and writes the results of every trial', async () => {
  const pipeline = await tinyPipeline();
  const { context } = await contextFor(tuner, pipeline, {
    inputs: await transformed(pipeline),
    parameters: {
      module_file: 'model.ts',
      epochs: 2,
      batch_size: 8,
      search: 'grid',
      search_space: { learning_rate: { values: [1e-9, 0.05] }, filters: { values: [4] } },
    },
  });
  await executeTuner(context as Parameters<typeof executeTuner>[0]);
  const read = async (key: string, file: string) =>
    JSON.parse(await readFile(path.join(context.outputs[key]!.path, file), 'utf8'));
  const best = await read('best_hyperparameters', 'best_hyperparameters.txt');
  const results: { trial_id: string; score: number }[] = await read('tuner_results', 'tuner_results.json');
  assert.deepEqual(best.values, { learning_rate: 0.05, filters: 4 });
  assert.deepEqual(
    results.map(({ trial_id }) => trial_id),
    ['00', '01'],
  );
  assert.ok(results[1]!.score < results[0]!.score);
});

/** Runs a search over learning rates, with what it reported and the results it wrote. */
async function search(rates: readonly unknown[]) {
  const pipeline = await tinyPipeline();
  const { context, reports } = await contextFor(tuner, pipeline, {
    inputs: await transformed(pipeline),
    parameters: {
      module_file: 'model.ts',
      epochs: 1,
      batch_size: 8,
      optimizer: 'sgd',
      search: 'grid',
      search_space: { learning_rate: { values: rates } },
    },
  });
  await executeTuner(context as Parameters<typeof executeTuner>[0]);
  const file = path.join(context.outputs.tuner_results!.path, 'tuner_results.json');
  const results: { score: number | null }[] = JSON.parse(await readFile(file, 'utf8'));
  return { reports, results };
}

test('Tuner goes on when the loss of a trial becomes infinite, and says so', async () => {
  const { reports, results } = await search([1e38, 0.01]);
  assert.equal(results[0]!.score, null);
  assert.equal(typeof results[1]!.score, 'number');
  const warnings = reports.filter(({ kind }) => kind === 'warning').map(({ value }) => String(value));
  assert.match(warnings[0]!, /Trial 1 of 2 failed: The loss became/);
});

test('Tuner says when every trial failed', async () => {
  await assert.rejects(search([1e38]), { code: 'loss-not-finite', message: /No trial/ });
});

test('Tuner names a hyperparameter that a parameter cannot have', async () => {
  await assert.rejects(search([-1]), {
    code: 'wrong-hyperparameter',
    message: 'Hyperparameter "learning_rate" cannot be -1',
  });
});

test('Tuner leaves no tensors behind after trials that failed', async () => {
  await search([0.01]);
  const before = tensorflow().tf.memory().numTensors;
  await search([1e38, 0.01]);
  assert.equal(tensorflow().tf.memory().numTensors, before);
});

const space = searchSpaceSchema.parse({
  rate: { min: 1e-4, max: 1e-2, scale: 'log' },
  units: { min: 8, max: 16, step: 4 },
});

test('gridTrials() tries every combination', () => {
  const trials = gridTrials(space, 100);
  assert.deepEqual([trials.length, trials[0]], [9, { rate: 1e-4, units: 8 }]);
  assert.ok(Math.abs((trials[3]!.rate as number) - 1e-3) < 1e-12);
});

test('randomTrials() draws the same from the same seed, inside the space', () => {
  const trials = randomTrials(space, 20, 7);
  assert.deepEqual(trials, randomTrials(space, 20, 7));
  assert.ok(
    trials.every(
      ({ rate, units }) =>
        (rate as number) >= 1e-4 && (rate as number) <= 1e-2 && [8, 12, 16].includes(units as number),
    ),
  );
});
