import path from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import type { Executor, ExecutorContext, InputArtifact } from '../../pipeline/component.ts';
import { tensorflow } from '../../tensorflow/runtime.ts';
import { type ExampleSplit, exampleSplits, findSplit } from '../transform/example-splits.ts';
import {
  callUserCode,
  loadUserModule,
  requiredFunction,
  type UserModule,
} from '../user-modules/load-user-module.ts';
import type { TrainerParameters } from './definition.ts';
import { exportModel } from './export-model.ts';
import { loadPretrainedEncoder } from './initial-weights.ts';
import { trainModel } from './train-model.ts';
import { TrainerError } from './trainer-error.ts';
import { readTransformSource } from './transform-source.ts';
import { withSeed } from './with-seed.ts';

type Context = ExecutorContext<TrainerParameters>;
export type BuildModel = (hyperparameters: Readonly<Record<string, unknown>>) => tfjs.LayersModel;

/** Runs Trainer: build the user's model, train it, export it with the preprocessing. */
export const executeTrainer: Executor<TrainerParameters> = async (context) => {
  const { parameters, notebookDirectory } = context;
  tensorflow(parameters.threads > 0 ? { threads: parameters.threads } : {});
  const module = await loadUserModule(path.resolve(notebookDirectory, parameters.module_file));
  const transform = await readTransformSource(requiredInput(context, 'transform_graph').path);
  const splits = await exampleSplits(requiredInput(context, 'examples'));
  const model = withSeed(parameters.seed, () => buildModel(module, parameters.hyperparameters));
  await loadPretrainedEncoder(model, parameters, context.report);
  const trained = await trainModel({
    context,
    module,
    model,
    transform,
    files: {
      training: filesOf(splits, parameters.train_splits),
      validation: filesOf(splits, parameters.eval_splits),
    },
  });
  await exportModel({ ...trained, model, transform, directory: outputPath(context, 'model') });
  return undefined;
};

/** Calls the module's buildModel. @throws TrainerError "wrong-model" when it gives no layers model */
export function buildModel(
  module: UserModule,
  hyperparameters: Readonly<Record<string, unknown>>,
): tfjs.LayersModel {
  const build = requiredFunction<BuildModel>(module, 'buildModel');
  const model = callUserCode(module, 'buildModel', () => build(hyperparameters));
  if (!(model instanceof tensorflow().tf.LayersModel)) {
    throw new TrainerError('wrong-model', 'buildModel must return a tfjs layers model', {
      hint: 'Return what tf.model(...) or tf.sequential(...) gives',
      location: { file: module.file },
    });
  }
  return model;
}

function filesOf(splits: readonly ExampleSplit[], names: readonly string[]): string[] {
  return names.flatMap((name) => [...findSplit(splits, name).files]);
}

function requiredInput({ inputs }: Context, key: string): InputArtifact {
  const [artifact] = inputs[key] ?? [];
  if (artifact === undefined) {
    throw new TrainerError('missing-input', `Trainer needs the input "${key}"`);
  }
  return artifact;
}

function outputPath({ outputs }: Context, key: string): string {
  const output = outputs[key];
  if (output === undefined) {
    throw new Error(`Output "${key}" is not declared`);
  }
  return output.path;
}
