import type { Executor } from '../../pipeline/component.ts';
import { bestHyperparameters } from './best-hyperparameters.ts';
import type { TrainerParameters } from './definition.ts';
import { exportModel } from './export-model.ts';
import { loadPretrainedEncoder } from './initial-weights.ts';
import { runUserFunction } from './run-function.ts';
import { trainModel } from './train-model.ts';
import { buildModel, outputPath, prepareTraining, withHyperparameters } from './training-setup.ts';

/** Runs Trainer: build the user's model, train it, export it with the preprocessing. */
export const executeTrainer: Executor<TrainerParameters> = async (context) => {
  const { inputs, report } = context;
  const tuned = await bestHyperparameters(inputs.hyperparameters?.[0]);
  const hyperparameters = { ...context.parameters.hyperparameters, ...tuned };
  const parameters = withHyperparameters(context.parameters, hyperparameters);
  const setup = await prepareTraining(context);
  if (await runUserFunction(context, setup, hyperparameters)) {
    return undefined;
  }
  const model = buildModel(setup.module, hyperparameters, parameters.seed);
  await loadPretrainedEncoder(model, parameters, report);
  const { session } = await trainModel({
    ...setup,
    context: { ...context, parameters },
    model,
    baseModel: inputs.base_model?.[0]?.path,
  });
  try {
    await exportModel({
      session,
      model,
      transform: setup.transform,
      directory: outputPath(context, 'model'),
      report,
    });
  } finally {
    session[Symbol.dispose]();
  }
  return undefined;
};
