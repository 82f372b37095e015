import path from 'node:path';
import type * as tfjs from '@tensorflow/tfjs';
import type { ExecutorContext } from '../../pipeline/component.ts';
import type { BatchFunction } from '../../tensorflow/training/training-graph.ts';
import { TrainingSession } from '../../tensorflow/training/training-session.ts';
import { exportedFunction, type UserModule, userCodeError } from '../user-modules/load-user-module.ts';
import { augmentation } from './augmentation.ts';
import { Checkpoints, type TrainingState } from './checkpoints.ts';
import { countRecords, stepsOfPass } from './count-records.ts';
import { describeRun } from './describe-run.ts';
import { loadBaseWeights } from './initial-weights.ts';
import { BatchReader } from './input/batch-reader.ts';
import { lossFunction, metricFunctions } from './losses.ts';
import { optimizerOf } from './optimizer-of.ts';
import { RunLog } from './run-log.ts';
import { predictSamples } from './sample-predictions.ts';
import { trainingPass, trainLoop } from './train-loop.ts';
import { TrainerError } from './trainer-error.ts';
import { labelSpec, matchModel, type TrainingData } from './training-data.ts';
import type { TrainingParameters } from './training-parameters.ts';
import type { TransformSource } from './transform-source.ts';

export interface TrainModelOptions {
  readonly context: ExecutorContext<TrainingParameters>;
  readonly module: UserModule;
  readonly model: tfjs.LayersModel;
  readonly transform: TransformSource;
  readonly files: { readonly training: readonly string[]; readonly validation: readonly string[] };
  /** Folder of a Model artifact whose weights training starts from. */
  readonly baseModel?: string | undefined;
}

export interface TrainedModel {
  /** Holds the weights; the caller ends it. */
  readonly session: TrainingSession;
  readonly state: TrainingState;
}

/** Decoded examples are kept in memory up to this size, so that later epochs read nothing. */
const CACHE_BYTES = 1024 * 2 ** 20;

/** Trains a model to the end and gives the session that holds its weights. */
export async function trainModel(options: TrainModelOptions): Promise<TrainedModel> {
  const { context, model, transform, files } = options;
  const { parameters, stateDirectory, report, signal } = context;
  const data = matchModel(model, transform.transformed, parameters.label_key);
  const checkpoints = new Checkpoints(path.join(stateDirectory, 'checkpoints'));
  const saved = await checkpoints.load();
  // Reads while the model is compiled.
  await using training = reader(files.training, data, { batchSize: parameters.batch_size, training: true });
  if (saved === null || saved.epochs < parameters.epochs) {
    training.prepare(trainingPass(parameters, (saved?.epochs ?? 0) + 1));
  }
  report.progress({ done: 0, total: null, unit: 'steps', message: 'Compiling the model' });
  const session = await compile(options, data);
  using kept = new DisposableStack();
  kept.use(session);
  if (options.baseModel !== undefined) {
    loadBaseWeights(session, options.baseModel);
    report.log('info', 'Training starts from the weights of the base model');
  }
  const stepsPerEpoch = await stepsOfEpoch(files.training, parameters, signal);
  await using log = await openLog(context);
  if (saved === null) {
    await log.begin(await describeRun(programFolder(context), parameters));
  }
  await using validation =
    files.validation.length === 0
      ? undefined
      : reader(files.validation, data, { batchSize: parameters.batch_size, training: false });
  const state = await trainLoop({
    session,
    parameters,
    data,
    training,
    validation,
    stepsPerEpoch,
    checkpoints,
    log,
    report,
    signal,
    onEpoch: (at) =>
      predictSamples({
        session,
        data,
        files: files.validation,
        count: parameters.sample_count,
        log,
        report,
        at,
      }),
  });
  await log.finish();
  if (parameters.restore_best && state.best !== null) {
    session.restoreCheckpoint(checkpoints.prefix(state.best.epoch));
  }
  // From here on it is the caller's.
  kept.move();
  return { session, state };
}

async function compile(
  { context, module, model }: TrainModelOptions,
  data: TrainingData,
): Promise<TrainingSession> {
  const { parameters } = context;
  const loss = exportedFunction<BatchFunction>(module, 'loss') ?? lossFunction(parameters);
  const augment = augmentation(parameters.augmentation);
  const spec = {
    model,
    label: labelSpec(data.label),
    loss,
    metrics: metricFunctions(parameters.loss),
    optimizer: optimizerOf(parameters),
    ...(augment === undefined ? {} : { augment }),
    ...(parameters.clip_norm > 0 ? { clipNorm: parameters.clip_norm } : {}),
  };
  try {
    return await TrainingSession.compile(spec, programFolder(context));
  } catch (cause) {
    throw userCodeError(module, 'The model', cause);
  }
}

function programFolder({ stateDirectory }: TrainModelOptions['context']): string {
  return path.join(stateDirectory, 'program');
}

async function openLog({ outputs, stateDirectory, report }: TrainModelOptions['context']): Promise<RunLog> {
  const target = outputs.model_run?.path ?? path.join(stateDirectory, 'model_run');
  return RunLog.open({ directory: path.join(stateDirectory, 'run-log'), target }, report);
}

function reader(
  files: readonly string[],
  data: TrainingData,
  { batchSize, training }: { readonly batchSize: number; readonly training: boolean },
): BatchReader {
  return new BatchReader({
    files,
    features: [...data.inputs, data.label],
    batchSize,
    dropSmallRest: training,
    cacheBytes: CACHE_BYTES,
  });
}

async function stepsOfEpoch(
  files: readonly string[],
  { train_steps: fixed, batch_size: batchSize }: TrainingParameters,
  signal: AbortSignal,
): Promise<number> {
  const steps = fixed > 0 ? fixed : stepsOfPass(await countRecords(files, signal), batchSize);
  if (steps === 0) {
    throw new TrainerError('no-examples', `There are too few training examples for a batch of ${batchSize}`, {
      location: { parameter: 'batch_size' },
    });
  }
  return steps;
}
