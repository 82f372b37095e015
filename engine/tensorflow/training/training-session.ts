import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { HostTensor } from '../host-tensor.ts';
import { tensorflow } from '../runtime.ts';
import { type NamedTensors, SavedModelSession } from '../saved-model/session.ts';
import { writeSavedModel } from '../saved-model/write-saved-model.ts';
import type { ModelWeight } from './model-weights.ts';
import { buildTrainingGraph, FEED, type TrainingSpec } from './training-graph.ts';

/** Loss and metrics of one batch, by name; training also gives "gradient_norm". */
export type StepResults = Readonly<Record<string, number>>;

/**
 * A compiled model with its weights and optimizer state inside TensorFlow. Every call is one run of a graph and
 * blocks until it is done.
 *
 * ```ts
 * using session = await TrainingSession.compile(spec, directory);
 * const { loss } = session.trainStep({ image_xf, label_xf }, { learningRate: 1e-3, step: 0 });
 * session.saveCheckpoint(`${directory}/epoch-1`);
 * ```
 */
export class TrainingSession implements Disposable {
  readonly weights: readonly ModelWeight[];
  readonly #session: SavedModelSession;

  private constructor(session: SavedModelSession, weights: readonly ModelWeight[]) {
    this.#session = session;
    this.weights = weights;
  }

  /**
   * Traces the model, writes the program below `directory` (replacing an earlier one) and loads it with the model's
   * present weights.
   */
  static async compile(spec: TrainingSpec, directory: string): Promise<TrainingSession> {
    const { savedModel, weights } = buildTrainingGraph(spec);
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    await writeSavedModel(directory, savedModel);
    const session = await SavedModelSession.open(directory);
    session.run(
      'initialize',
      Object.fromEntries(weights.map(({ name, variable }) => [name, weightValue(variable)])),
    );
    return new TrainingSession(session, weights);
  }

  /** @throws TensorFlowError "out-of-memory" or "execution-failed" */
  trainStep(
    batch: NamedTensors,
    { learningRate, step }: { readonly learningRate: number; readonly step: number },
  ): StepResults {
    return scalars(
      this.#session.run('train', {
        ...batch,
        [FEED.learningRate]: { dtype: 'float32', shape: [], data: Float32Array.of(learningRate) },
        [FEED.step]: { dtype: 'int32', shape: [], data: Int32Array.of(step) },
      }),
    );
  }

  evaluateStep(batch: NamedTensors): StepResults {
    return scalars(this.#session.run('evaluate', batch));
  }

  predict(inputs: NamedTensors): HostTensor {
    return this.#session.run('predict', inputs).output as HostTensor;
  }

  /** Puts the weights as they are now into the tfjs model that was compiled. */
  updateModel(): void {
    const { tf } = tensorflow();
    const values = this.#session.run('weights', {});
    for (const { name, variable } of this.weights) {
      const data = values[name]?.data as Float32Array;
      tf.tidy(() => variable.assign(tf.tensor(data, variable.shape)));
    }
  }

  /** Writes weights and optimizer state as a TensorFlow checkpoint. */
  async saveCheckpoint(prefix: string): Promise<void> {
    await this.#save('save', prefix);
  }

  /** Writes the weights alone, as a SavedModel's `variables/` holds them. */
  async saveWeights(prefix: string): Promise<void> {
    await this.#save('save_weights', prefix);
  }

  restoreCheckpoint(prefix: string): void {
    this.#session.run('restore', filename(prefix));
  }

  /** Takes the weights alone, from the variables of a SavedModel. */
  restoreWeights(prefix: string): void {
    this.#session.run('restore_weights', filename(prefix));
  }

  [Symbol.dispose](): void {
    this.#session[Symbol.dispose]();
  }

  async #save(signature: string, prefix: string): Promise<void> {
    await mkdir(path.dirname(prefix), { recursive: true });
    this.#session.run(signature, filename(prefix));
  }
}

function filename(prefix: string): NamedTensors {
  return { [FEED.filename]: { dtype: 'string', shape: [], data: [new TextEncoder().encode(prefix)] } };
}

function weightValue(variable: ModelWeight['variable']): HostTensor {
  return { dtype: 'float32', shape: variable.shape, data: variable.dataSync() as Float32Array };
}

function scalars(outputs: Readonly<Record<string, HostTensor>>): StepResults {
  return Object.fromEntries(Object.entries(outputs).map(([name, { data }]) => [name, Number(data[0])]));
}
