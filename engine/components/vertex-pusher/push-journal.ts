import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeFileAtomic } from '../../base/write-file-atomic.ts';

/**
 * What a push has done already, kept across attempts at the same work: a resource made in the cloud is written down
 * before the next step, so that it is neither made twice nor left behind unlisted.
 */
export class PushJournal {
  readonly #file: string;
  readonly #steps: Record<string, unknown>;

  private constructor(file: string, steps: Record<string, unknown>) {
    this.#file = file;
    this.#steps = steps;
  }

  static async open(stateDirectory: string): Promise<PushJournal> {
    const file = path.join(stateDirectory, 'vertex-push.json');
    const text = await readFile(file, 'utf8').catch(() => '{}');
    return new PushJournal(file, JSON.parse(text));
  }

  /** The recorded result of a step, or that of doing it now. */
  async once<Result>(step: string, work: () => Promise<Result>): Promise<Result> {
    if (Object.hasOwn(this.#steps, step)) return this.#steps[step] as Result;
    const result = await work();
    this.#steps[step] = result;
    await this.#save();
    return result;
  }

  /** Makes the next attempt do a step again. */
  async forget(step: string): Promise<void> {
    delete this.#steps[step];
    await this.#save();
  }

  async #save(): Promise<void> {
    await writeFileAtomic(this.#file, JSON.stringify(this.#steps, null, 2));
  }
}
