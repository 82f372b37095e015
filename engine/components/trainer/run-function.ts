import { existsSync } from 'node:fs';
import path from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import type { ExecutorContext, InputArtifact } from '../../pipeline/component.ts';
import { TrainingSession } from '../../tensorflow/training/training-session.ts';
import { splitFiles } from '../examples-artifact.ts';
import { exportedFunction, userCodeError } from '../user-modules/load-user-module.ts';
import type { TrainerParameters } from './definition.ts';
import { exportModel } from './export-model.ts';
import { lossFunction } from './losses.ts';
import { TrainerError } from './trainer-error.ts';
import { labelSpec, matchModel } from './training-data.ts';
import type { TrainingSetup } from './training-setup.ts';
import type { TransformSource } from './transform-source.ts';

/** What a user's `runFn` is given: TFX's FnArgs in TypeScript's spelling. */
export interface RunArguments {
  readonly trainFiles: readonly string[];
  readonly evalFiles: readonly string[];
  readonly trainSteps: number;
  readonly evalSteps: number;
  readonly schemaPath: string | null;
  readonly transformGraphPath: string;
  /** Where the SavedModel must be when the function is done. */
  readonly servingModelDir: string;
  /** For TensorBoard logs. */
  readonly modelRunDir: string;
  readonly baseModel: string | null;
  readonly hyperparameters: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  readonly log: (message: string) => void;
  /** Writes a model into servingModelDir with the preprocessing inside, as the Trainer does for `buildModel`. */
  readonly exportModel: (model: tfjs.LayersModel) => Promise<void>;
}

export type RunFunction = (args: RunArguments) => void | Promise<void>;

/** Hands the whole training over to the module's `runFn`, if it has one. @returns whether it had */
export async function runUserFunction(
  context: ExecutorContext<TrainerParameters>,
  { module, transform }: Pick<TrainingSetup, 'module' | 'transform'>,
  hyperparameters: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const run = exportedFunction<RunFunction>(module, 'runFn');
  if (run === undefined) {
    return false;
  }
  const args = {
    ...(await runArguments(context, hyperparameters)),
    exportModel: (model: tfjs.LayersModel) => exportTrained(context, transform, model),
  };
  try {
    await run(args);
  } catch (cause) {
    throw userCodeError(module, 'runFn', cause);
  }
  if (!existsSync(path.join(args.servingModelDir, 'saved_model.pb'))) {
    throw new TrainerError('no-model', 'runFn ended without a model', {
      hint: `It must write a SavedModel to servingModelDir`,
      location: { file: module.file },
    });
  }
  return true;
}

async function runArguments(
  { parameters, inputs, outputs, signal, report }: ExecutorContext<TrainerParameters>,
  hyperparameters: Readonly<Record<string, unknown>>,
): Promise<Omit<RunArguments, 'exportModel'>> {
  const first = (key: string): InputArtifact | undefined => inputs[key]?.[0];
  const files = async (splits: readonly string[]) =>
    (await Promise.all(splits.map((split) => splitFiles(first('examples')?.path ?? '', split)))).flat();
  return {
    trainFiles: await files(parameters.train_splits),
    evalFiles: await files(parameters.eval_splits),
    trainSteps: parameters.train_steps,
    evalSteps: parameters.eval_steps,
    schemaPath: first('schema') === undefined ? null : path.join(first('schema')?.path ?? '', 'schema.pbtxt'),
    transformGraphPath: first('transform_graph')?.path ?? '',
    servingModelDir: path.join(outputs.model?.path ?? '', 'Format-Serving'),
    modelRunDir: outputs.model_run?.path ?? '',
    baseModel: first('base_model')?.path ?? null,
    hyperparameters,
    signal,
    log: (message) => report.log('info', message),
  };
}

/** A compiled training, though nothing is trained, since it is what writes weights as a checkpoint. */
async function exportTrained(
  { parameters, outputs, stateDirectory, report }: ExecutorContext<TrainerParameters>,
  transform: TransformSource,
  model: tfjs.LayersModel,
): Promise<void> {
  const { label } = matchModel(model, transform.transformed, parameters.label_key);
  const spec = {
    model,
    label: labelSpec(label),
    loss: lossFunction(parameters),
    metrics: {},
    optimizer: { kind: 'sgd' },
  } as const;
  using session = await TrainingSession.compile(spec, path.join(stateDirectory, 'program'));
  await exportModel({ session, model, transform, directory: outputs.model?.path ?? '', report });
}
