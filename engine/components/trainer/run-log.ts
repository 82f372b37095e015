import { cp } from 'node:fs/promises';
import path from 'node:path';
import type { ExecutionReporter } from '../../pipeline/component.ts';
import { EventWriter } from '../../tensorflow/event-files/event-writer.ts';

/** Where a value belongs: TensorBoard draws runs of one tag into one chart. */
export type RunPart = 'train' | 'validation';

/**
 * What a training leaves to look at: TensorBoard logs (`train/` and `validation/`) and sample pictures. Kept in the
 * state folder, so that a resumed training goes on writing, and copied into the artifact after each epoch.
 */
export class RunLog implements AsyncDisposable {
  readonly #directory: string;
  readonly #target: string;
  readonly #report: ExecutionReporter;
  readonly #writers: Readonly<Record<RunPart, EventWriter>>;

  private constructor(
    folders: { readonly directory: string; readonly target: string },
    report: ExecutionReporter,
    writers: Readonly<Record<RunPart, EventWriter>>,
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
    const [train, validation] = await Promise.all([
      EventWriter.create(path.join(folders.directory, 'train')),
      EventWriter.create(path.join(folders.directory, 'validation')),
    ]);
    return new RunLog(folders, report, { train, validation });
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

  /** Brings the artifact's folder up to date. */
  async publish(): Promise<void> {
    await cp(this.#directory, this.#target, { recursive: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(Object.values(this.#writers).map((writer) => writer[Symbol.asyncDispose]()));
  }
}
