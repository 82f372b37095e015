import { cp } from 'node:fs/promises';
import path from 'node:path';
import type { ExecutionReporter } from '../../pipeline/component.ts';
import { EventWriter } from '../../tensorflow/event-files/event-writer.ts';
import {
  type ComparedMetric,
  experimentSummary,
  type Hyperparameters,
  sessionEndSummary,
  sessionStartSummary,
} from '../../tensorflow/event-files/hyperparameters.ts';

/** Where a value belongs: TensorBoard draws runs of one tag into one chart. */
export type RunPart = 'train' | 'validation';

/** `about` is for the training as a whole. */
type RunWriters = Readonly<Record<RunPart | 'about', EventWriter>>;

/** What was trained, and with what. */
export interface RunDescription {
  readonly hyperparameters: Hyperparameters;
  readonly metrics: readonly ComparedMetric[];
  /** A serialized GraphDef. */
  readonly graph: Uint8Array;
}

/**
 * What a training leaves to look at: TensorBoard logs (`train/`, `validation/` and, in the folder itself, what the
 * training was done with) and sample pictures. Kept in the
 * state folder, so that a resumed training goes on writing, and copied into the artifact after each epoch.
 */
export class RunLog implements AsyncDisposable {
  readonly #directory: string;
  readonly #target: string;
  readonly #report: ExecutionReporter;
  readonly #writers: RunWriters;

  private constructor(
    folders: { readonly directory: string; readonly target: string },
    report: ExecutionReporter,
    writers: RunWriters,
  ) {
    this.#directory = folders.directory;
    this.#target = folders.target;
    this.#report = report;
    this.#writers = writers;
  }

  static async open(
    folders: { readonly directory: string; readonly target: string },
    report: ExecutionReporter,
  ): Promise<RunLog> {
    const [about, train, validation] = await Promise.all([
      EventWriter.create(folders.directory),
      EventWriter.create(path.join(folders.directory, 'train')),
      EventWriter.create(path.join(folders.directory, 'validation')),
    ]);
    return new RunLog(folders, report, { about, train, validation });
  }

  /** Where files for the artifact are written. */
  get directory(): string {
    return this.#directory;
  }

  writer(part: RunPart): EventWriter {
    return this.#writers[part];
  }

  /** Records scalars for TensorBoard and for the live charts, where validation's tags begin with "validation/". */
  async scalars(
    part: RunPart,
    at: { readonly step: number; readonly epoch: number },
    values: Readonly<Record<string, number>>,
  ): Promise<void> {
    await this.#writers[part].scalars(at.step, values);
    const prefix = part === 'train' ? '' : 'validation/';
    const tagged = Object.entries(values).map(([tag, value]) => [
      `${prefix}${tag}`,
      Number.isFinite(value) ? value : null,
    ]);
    this.#report.metrics({ ...at, values: Object.fromEntries(tagged) });
  }

  /** Records the graph and the hyperparameters of a training that begins. */
  async begin({ hyperparameters, metrics, graph }: RunDescription): Promise<void> {
    await this.#writers.train.graph(graph);
    await this.#writers.about.summaries(0, [
      experimentSummary(hyperparameters, metrics),
      sessionStartSummary(hyperparameters, Date.now() / 1000),
    ]);
  }

  /** Records that the training is done, and brings the artifact's folder up to date. */
  async finish(): Promise<void> {
    await this.#writers.about.summaries(0, [sessionEndSummary(Date.now() / 1000)]);
    await this.publish();
  }

  /** Brings the artifact's folder up to date. */
  async publish(): Promise<void> {
    await cp(this.#directory, this.#target, { recursive: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(Object.values(this.#writers).map((writer) => writer[Symbol.asyncDispose]()));
  }
}
