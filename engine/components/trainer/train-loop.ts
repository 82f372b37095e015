import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import type { ExecutionReporter } from '../../pipeline/component.ts';
import { TensorFlowError } from '../../tensorflow/tensorflow-error.ts';
import type { StepResults, TrainingSession } from '../../tensorflow/training/training-session.ts';
import { batchTensors } from './batch-tensors.ts';
import { type Checkpoints, INITIAL_STATE, type TrainingState } from './checkpoints.ts';
import { isBetter, shouldStop } from './early-stopping.ts';
import type { PassOptions } from './input/batch-feature.ts';
import type { BatchReader } from './input/batch-reader.ts';
import { Random } from './input/random.ts';
import { learningRateAt } from './learning-rate.ts';
import { MeanResults } from './mean-results.ts';
import { firstRows, fittingSize, outOfMemory } from './out-of-memory.ts';
import type { RunLog } from './run-log.ts';
import { TrainerError } from './trainer-error.ts';
import type { TrainingData } from './training-data.ts';
import type { TrainingParameters } from './training-parameters.ts';
import { unknownClass } from './unknown-class.ts';

export interface TrainLoopOptions {
  readonly session: TrainingSession;
  readonly parameters: TrainingParameters;
  readonly data: TrainingData;
  readonly training: BatchReader;
  /** Undefined when there is nothing to validate on. */
  readonly validation: BatchReader | undefined;
  readonly stepsPerEpoch: number;
  readonly checkpoints: Checkpoints;
  readonly log: RunLog;
  readonly report: ExecutionReporter;
  readonly signal: AbortSignal;
  /** Called after each epoch, for sample predictions. */
  readonly onEpoch: (at: { readonly epoch: number; readonly step: number }) => Promise<void>;
}

/** Batch values are recorded about so many times an epoch. */
const BATCH_RECORDS = 50;

/**
 * Trains epoch by epoch: a pass over the training data, a validation, a checkpoint. Goes on from the newest
 * checkpoint, with the data order that an uninterrupted training would have had.
 *
 * @returns the state after the last epoch
 */
export async function trainLoop(options: TrainLoopOptions): Promise<TrainingState> {
  return new TrainLoop(options).run();
}

class TrainLoop {
  readonly #options: TrainLoopOptions;
  readonly #features: readonly TrainingData['label'][];
  /** What dropout and augmentation draw by in the first step; other seeds draw elsewhere. */
  readonly #firstDraw: number;
  #state: TrainingState = INITIAL_STATE;

  constructor(options: TrainLoopOptions) {
    this.#options = options;
    this.#features = [...options.data.inputs, options.data.label];
    this.#firstDraw = new Random(options.parameters.seed).below(2 ** 31);
  }

  async run(): Promise<TrainingState> {
    const { parameters, checkpoints, session, report } = this.#options;
    const saved = await checkpoints.load();
    if (saved !== null) {
      session.restoreCheckpoint(checkpoints.prefix(saved.epochs));
      report.log('info', `Going on after epoch ${saved.epochs} of ${parameters.epochs}`);
      this.#state = saved;
    }
    while (this.#state.epochs < parameters.epochs && !this.#isDone()) {
      await this.#epoch();
    }
    return this.#state;
  }

  #isDone(): boolean {
    const { epochs, best } = this.#state;
    const stops = shouldStop(epochs, best, this.#options.parameters.early_stopping_patience);
    if (stops && best !== null) {
      this.#options.report.log('info', `Stopped early: no better validation loss since epoch ${best.epoch}`);
    }
    return stops;
  }

  async #epoch(): Promise<void> {
    const { session, checkpoints, log, report, onEpoch } = this.#options;
    const epoch = this.#state.epochs + 1;
    await this.#train(epoch);
    const validation = await this.#validate(epoch);
    const best =
      validation !== undefined && isBetter(validation, this.#state.best)
        ? { epoch, value: validation }
        : this.#state.best;
    this.#state = { ...this.#state, epochs: epoch, best };
    await session.saveCheckpoint(checkpoints.prefix(epoch));
    await checkpoints.commit(this.#state);
    report.checkpoint({ epoch, step: this.#state.step, best: best?.epoch === epoch });
    await onEpoch({ epoch, step: this.#state.step });
    await log.publish();
  }

  async #train(epoch: number): Promise<void> {
    const { training, parameters, log, stepsPerEpoch } = this.#options;
    const means = new MeanResults();
    const start = performance.now();
    const waitedBefore = training.waitedMs;
    let rate = 0;
    for await (const batch of training.pass(trainingPass(parameters, epoch))) {
      rate = learningRateAt(parameters, this.#state.step, stepsPerEpoch * parameters.epochs);
      const results = this.#step(batchTensors(batch, this.#features), batch.size, rate);
      means.add(results, batch.size);
      this.#state = { ...this.#state, step: this.#state.step + 1 };
      await this.#afterStep(epoch, results, {
        examples: means.examples,
        start,
        waitedMs: training.waitedMs - waitedBefore,
      });
    }
    const elapsedMs = performance.now() - start;
    if (epoch < parameters.epochs) {
      // The validation leaves the time for it.
      training.prepare(trainingPass(parameters, epoch + 1));
    }
    const { gradient_norm: norm = 0, ...measured } = means.means();
    await log.scalars(
      'train',
      { step: this.#state.step, epoch },
      {
        ...epochTags(measured),
        epoch_gradient_norm: norm,
        epoch_learning_rate: rate,
        images_per_second: (means.examples / elapsedMs) * 1000,
        input_wait_fraction: (training.waitedMs - waitedBefore) / elapsedMs,
      },
    );
  }

  #step(batch: ReturnType<typeof batchTensors>, size: number, learningRate: number): StepResults {
    // Stays within 32 bits, as the graph takes it.
    const step = (this.#firstDraw + this.#state.step) | 0;
    const { session, report } = this.#options;
    try {
      const results = session.trainStep(batch, { learningRate, step });
      this.#requireFinite(results.loss ?? Number.NaN);
      return results;
    } catch (cause) {
      if (cause instanceof TensorFlowError && cause.code === 'out-of-memory') {
        report.log(
          'warning',
          `A batch of ${size} examples does not fit into memory; looking for one that does`,
        );
        const fitting = fittingSize(size, (rows) =>
          session.trainStep(firstRows(batch, rows), { learningRate, step }),
        );
        throw outOfMemory(size, fitting, cause);
      }
      throw unknownClass(cause, this.#where()) ?? cause;
    }
  }

  #where(): string {
    const { step, epochs } = this.#state;
    return `batch ${(step % this.#options.stepsPerEpoch) + 1} of epoch ${epochs + 1}`;
  }

  #requireFinite(loss: number): void {
    if (Number.isFinite(loss)) {
      return;
    }
    const { step, epochs } = this.#state;
    throw new TrainerError(
      'loss-not-finite',
      `The loss became ${loss} at step ${step + 1} (${this.#where()})`,
      {
        hint: `Lower the learning rate, clip gradients or look for broken values in the data. ${
          epochs === 0 ? 'No epoch was complete yet' : `The weights after epoch ${epochs} are kept`
        }`,
      },
    );
  }

  async #afterStep(
    epoch: number,
    results: StepResults,
    so: { readonly examples: number; readonly start: number; readonly waitedMs: number },
  ): Promise<void> {
    const { report, parameters, stepsPerEpoch, log, signal } = this.#options;
    const { step } = this.#state;
    const total = stepsPerEpoch * parameters.epochs;
    const elapsedMs = performance.now() - so.start;
    const perSecond = (so.examples / elapsedMs) * 1000;
    const secondsLeft = ((total - step) * elapsedMs) / 1000 / (step - (epoch - 1) * stepsPerEpoch);
    const waiting = Math.round((so.waitedMs / elapsedMs) * 100);
    report.progress({
      done: step,
      total,
      unit: 'steps',
      message: `Epoch ${epoch} of ${parameters.epochs}: loss ${results.loss?.toFixed(4)}, ${perSecond.toFixed(1)} examples/s, ${Math.ceil(secondsLeft)} s left, ${waiting} % waiting for input`,
    });
    if (step % Math.max(1, Math.floor(stepsPerEpoch / BATCH_RECORDS)) === 0) {
      await log.scalars('train', { step, epoch }, { batch_loss: results.loss ?? Number.NaN });
    }
    // A step blocks the process; this lets a cancellation and the reader's batches in.
    await setImmediate();
    signal.throwIfAborted();
  }

  /** @returns the validation loss */
  async #validate(epoch: number): Promise<number | undefined> {
    const { validation, log, parameters, signal } = this.#options;
    if (validation === undefined) {
      return undefined;
    }
    const means = new MeanResults();
    const pass = parameters.eval_steps > 0 ? { batches: parameters.eval_steps } : {};
    for await (const batch of validation.pass(pass)) {
      means.add(this.#evaluate(batchTensors(batch, this.#features)), batch.size);
      await setImmediate();
      signal.throwIfAborted();
    }
    const results = means.means();
    await log.scalars('validation', { step: this.#state.step, epoch }, epochTags(results));
    return results.loss;
  }

  #evaluate(batch: ReturnType<typeof batchTensors>): StepResults {
    try {
      return this.#options.session.evaluateStep(batch);
    } catch (cause) {
      throw unknownClass(cause, 'the validation examples') ?? cause;
    }
  }
}

/** The pass over the training data of an epoch, counted from 1. */
export function trainingPass({ seed, train_steps: batches }: TrainingParameters, epoch: number): PassOptions {
  const shuffle = { seed, epoch };
  return batches > 0 ? { shuffle, batches } : { shuffle };
}

function epochTags(results: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(results).map(([name, value]) => [`epoch_${name}`, value]));
}
