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
      finished.get(id) ?? { id, values, score: await scoreOf(context, setup, { id, values, label }) },
    );
    await saveTrials(file, trials);
    context.report.log(
      'info',
      `${label}: validation loss ${trials.at(-1)?.score} with ${JSON.stringify(values)}`,
    );
  }
  const best = bestTrial(trials);
  if (best === undefined) {
    throw noValidationLoss(context.parameters);
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

interface Trial {
  readonly id: string;
  readonly values: TrialValues;
  readonly label: string;
}

/** What a trial may fail with without ending the search: such values are found out by trying them. */
const ENDS_ONE_TRIAL = new Set<string>(['loss-not-finite', 'out-of-memory']);

/** @returns the best validation loss; null also for a trial that failed because of its values */
async function scoreOf(context: Context, setup: TrainingSetup, trial: Trial): Promise<number | null> {
  try {
    return await runTrial(context, setup, trial);
  } catch (cause) {
    if (cause instanceof TrainerError && ENDS_ONE_TRIAL.has(cause.code)) {
      context.report.log('warning', `${trial.label} failed: ${cause.message}`);
      return null;
    }
    throw cause;
  }
}

function noValidationLoss({ eval_splits: splits }: TunerParameters): TrainerError {
  return splits.length === 0
    ? new TrainerError('no-examples', 'No trial has a validation loss', {
        hint: 'Name at least one validation split',
        location: { parameter: 'eval_splits' },
      })
    : new TrainerError('loss-not-finite', 'No trial came to a validation loss', {
        hint: 'The log says why each of them failed; lower learning rates or smaller batches may do',
        location: { parameter: 'search_space' },
      });
}

/** @returns the best validation loss */
async function runTrial(
  context: Context,
  setup: TrainingSetup,
  { id, values, label }: Trial,
): Promise<number | null> {
  const parameters = { ...withHyperparameters(context.parameters, values), sample_count: 0 };
  using resources = new DisposableStack();
  const model = resources.adopt(buildModel(setup.module, values, parameters.seed), (built) =>
    built.dispose(),
  );
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
        metrics: (update) => report.metrics({ ...update, trial: id }),
        checkpoint: () => {},
      },
    },
  });
  resources.use(session);
  return state.best?.value ?? null;
}
