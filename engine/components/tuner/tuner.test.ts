import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
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
