import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { writeFileAtomic } from '../../base/write-file-atomic.ts';
import type { TrialValues } from './search-space.ts';

const trialSchema = z.object({
  id: z.string(),
  score: z.number().nullable(),
  values: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
});
/** A finished trial; the score is the best validation loss, null when there was none. */
export type TrialResult = z.infer<typeof trialSchema>;

/** Trials finished in an earlier attempt, by id. */
export async function loadTrials(file: string): Promise<Map<string, TrialResult>> {
  const text = await readFile(file, 'utf8').catch(() => '[]');
  const trials = z.array(trialSchema).parse(JSON.parse(text));
  return new Map(trials.map((trial) => [trial.id, trial]));
}

export async function saveTrials(file: string, trials: readonly TrialResult[]): Promise<void> {
  await writeFileAtomic(file, JSON.stringify(trials));
}

/** The trial of the lowest score; the first of several. */
export function bestTrial(trials: readonly TrialResult[]): TrialResult | undefined {
  return trials
    .filter(({ score }) => score !== null)
    .reduce<TrialResult | undefined>(
      (best, trial) => (best === undefined || (trial.score ?? 0) < (best.score ?? 0) ? trial : best),
      undefined,
    );
}

/** Writes the two artifacts as TFX does: KerasTuner's config of the best trial, and a list of all trials. */
export async function writeTunerOutputs(
  folders: { readonly best: string; readonly results: string },
  trials: readonly TrialResult[],
  best: TrialResult,
): Promise<void> {
  const space = Object.entries(best.values).map(([name, value]) => spaceEntry(name, value, trials));
  await writeFile(
    path.join(folders.best, 'best_hyperparameters.txt'),
    JSON.stringify({ space, values: best.values }),
  );
  const rows = trials.map(({ id, score, values }) => ({ trial_id: id, score, ...values }));
  await writeFile(path.join(folders.results, 'tuner_results.json'), JSON.stringify(rows));
}

/** A KerasTuner "Choice" of the values that were tried. */
function spaceEntry(name: string, value: TrialValues[string], trials: readonly TrialResult[]) {
  const values = [...new Set(trials.map((trial) => trial.values[name]))];
  return { class_name: 'Choice', config: { name, default: value, conditions: [], values, ordered: false } };
}
