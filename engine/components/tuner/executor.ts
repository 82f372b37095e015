import path from 'node:path';
import type { Executor, ExecutorContext } from '../../pipeline/component.ts';
import { loadPretrainedEncoder } from '../trainer/initial-weights.ts';
import { trainModel } from '../trainer/train-model.ts';
import { TrainerError } from '../trainer/trainer-error.ts';
import {
  buildModel,
  outputPath,
  prepareTraining,
  type TrainingSetup,
  withHyperparameters,
} from '../trainer/training-setup.ts';
import type { TunerParameters } from './definition.ts';
import { gridTrials, randomTrials, searchSpaceSchema, type TrialValues } from './search-space.ts';
import { bestTrial, loadTrials, saveTrials, type TrialResult, writeTunerOutputs } from './trial-results.ts';

type Context = ExecutorContext<TunerParameters>;

/** Runs Tuner: trains once for each trial; an interrupted search goes on with the first unfinished one. */
export const executeTuner: Executor<TunerParameters> = async (context) => {
  const setup = await prepareTraining(context);
  const file = path.join(context.stateDirectory, 'trials.json');
  const finished = await loadTrials(file);
  const trials: TrialResult[] = [];
  const planned = planTrials(context.parameters, setup);
  for (const [index, values] of planned.entries()) {
    const id = String(index).padStart(2, '0');
    const label = `Trial ${index + 1} of ${planned.length}`;
    trials.push(
      finished.get(id) ?? { id, values, score: await runTrial(context, setup, { id, values, label }) },
    );
    await saveTrials(file, trials);
    context.report.log(
      'info',
      `${label}: validation loss ${trials.at(-1)?.score} with ${JSON.stringify(values)}`,
    );
  }
  const best = bestTrial(trials);
  if (best === undefined) {
    throw new TrainerError('no-examples', 'No trial has a validation loss', {
      hint: 'Name at least one validation split',
      location: { parameter: 'eval_splits' },
    });
  }
  const folders = {
    best: outputPath(context, 'best_hyperparameters'),
    results: outputPath(context, 'tuner_results'),
  };
  await writeTunerOutputs(folders, trials, best);
  return undefined;
};

function planTrials(parameters: TunerParameters, { module }: TrainingSetup): TrialValues[] {
  const declared = module.exports.searchSpace ?? {};
  const space = Object.keys(parameters.search_space).length > 0 ? parameters.search_space : declared;
  const parsed = searchSpaceSchema.safeParse(space);
  if (!parsed.success || Object.keys(parsed.data).length === 0) {
    throw new TrainerError('wrong-model', 'There is no search space to try', {
      hint: 'Set search_space, or export "searchSpace" from the module: { learning_rate: { values: [0.001, 0.01] } }',
      location: { parameter: 'search_space' },
    });
  }
  const { search, max_trials: limit, seed } = parameters;
  return search === 'grid' ? gridTrials(parsed.data, limit) : randomTrials(parsed.data, limit, seed);
}

/** @returns the best validation loss */
async function runTrial(
  context: Context,
  setup: TrainingSetup,
  { id, values, label }: { readonly id: string; readonly values: TrialValues; readonly label: string },
): Promise<number | null> {
  const parameters = { ...withHyperparameters(context.parameters, values), sample_count: 0 };
  const model = buildModel(setup.module, values, parameters.seed);
  await loadPretrainedEncoder(model, parameters, context.report);
  const { report } = context;
  const { session, state } = await trainModel({
    ...setup,
    model,
    context: {
      ...context,
      parameters,
      outputs: {},
      stateDirectory: path.join(context.stateDirectory, `trial-${id}`),
      report: {
        ...report,
        progress: (update) => report.progress({ ...update, message: `${label}. ${update.message ?? ''}` }),
        checkpoint: () => {},
      },
    },
  });
  session[Symbol.dispose]();
  model.dispose();
  return state.best?.value ?? null;
}
