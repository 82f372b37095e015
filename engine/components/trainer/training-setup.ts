import path from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import type { ExecutorContext, InputArtifact } from '../../pipeline/component.ts';
import { tensorflow } from '../../tensorflow/runtime.ts';
import { type ExampleSplit, exampleSplits, findSplit } from '../transform/example-splits.ts';
import {
  callUserCode,
  loadUserModule,
  requiredFunction,
  type UserModule,
} from '../user-modules/load-user-module.ts';
import { TrainerError } from './trainer-error.ts';
import { type TrainingParameters, trainingParameters } from './training-parameters.ts';
import { readTransformSource, type TransformSource } from './transform-source.ts';
import { withSeed } from './with-seed.ts';

export type HyperparameterValues = Readonly<Record<string, unknown>>;
export type BuildModel = (hyperparameters: HyperparameterValues) => tfjs.LayersModel;

/** What every training of a cell starts from. */
export interface TrainingSetup {
  readonly module: UserModule;
  readonly transform: TransformSource;
  readonly files: { readonly training: readonly string[]; readonly validation: readonly string[] };
}

/** Loads TensorFlow, the user's module, the transform graph and the lists of record files. */
export async function prepareTraining(context: ExecutorContext<TrainingParameters>): Promise<TrainingSetup> {
  const { parameters, notebookDirectory } = context;
  tensorflow(parameters.threads > 0 ? { threads: parameters.threads } : {});
  const module = await loadUserModule(path.resolve(notebookDirectory, parameters.module_file));
  const transform = await readTransformSource(requiredInput(context, 'transform_graph').path);
  const splits = await exampleSplits(requiredInput(context, 'examples'));
  return {
    module,
    transform,
    files: {
      training: filesOf(splits, parameters.train_splits),
      validation: filesOf(splits, parameters.eval_splits),
    },
  };
}

/** Calls the module's buildModel, with reproducible weights. @throws TrainerError "wrong-model" when it gives no layers model */
export function buildModel(
  module: UserModule,
  hyperparameters: HyperparameterValues,
  seed: number,
): tfjs.LayersModel {
  const build = requiredFunction<BuildModel>(module, 'buildModel');
  const model = withSeed(seed, () => callUserCode(module, 'buildModel', () => build(hyperparameters)));
  if (!(model instanceof tensorflow().tf.LayersModel)) {
    throw new TrainerError('wrong-model', 'buildModel must return a tfjs layers model', {
      hint: 'Return what tf.model(...) or tf.sequential(...) gives',
      location: { file: module.file },
    });
  }
  return model;
}

/**
 * Parameters with those replaced that a hyperparameter names, such as "learning_rate".
 *
 * @throws TrainerError "wrong-hyperparameter" for a value that the parameter cannot have
 */
export function withHyperparameters<Parameters extends TrainingParameters>(
  parameters: Parameters,
  values: HyperparameterValues,
): Parameters {
  const known = Object.entries(values).filter(([name]) => name in trainingParameters.shape);
  const checked = trainingParameters.safeParse({ ...parameters, ...Object.fromEntries(known) });
  if (!checked.success) {
    const [{ path: [name = ''] = [], message } = { message: '' }] = checked.error.issues;
    const value = JSON.stringify(values[String(name)]);
    throw new TrainerError('wrong-hyperparameter', `Hyperparameter "${String(name)}" cannot be ${value}`, {
      hint: message,
    });
  }
  return { ...parameters, ...checked.data };
}

/** The artifact of an input. @throws TrainerError "missing-input" */
export function requiredInput({ inputs }: Pick<ExecutorContext, 'inputs'>, key: string): InputArtifact {
  const [artifact] = inputs[key] ?? [];
  if (artifact === undefined) {
    throw new TrainerError('missing-input', `The input "${key}" is needed`);
  }
  return artifact;
}

/** The folder of an output. */
export function outputPath({ outputs }: Pick<ExecutorContext, 'outputs'>, key: string): string {
  const output = outputs[key];
  if (output === undefined) {
    throw new Error(`Output "${key}" is not declared`);
  }
  return output.path;
}

function filesOf(splits: readonly ExampleSplit[], names: readonly string[]): string[] {
  return names.flatMap((name) => [...findSplit(splits, name).files]);
}
