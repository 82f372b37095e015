import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

const stateSchema = z.object({
  /** Epochs that are complete. */
  epochs: z.number().int(),
  step: z.number().int(),
  best: z.object({ epoch: z.number().int(), value: z.number() }).nullable(),
});
export type TrainingState = z.infer<typeof stateSchema>;

export const INITIAL_STATE: TrainingState = { epochs: 0, step: 0, best: null };

/**
 * Checkpoints of a training below one folder, `epoch-7/checkpoint.index` and so on. `state.json` names the newest and
 * is replaced in one step, so a killed training finds either the old or the new one whole.
 */
export class Checkpoints {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Where the checkpoint of an epoch is or will be, as TensorFlow's file prefix. */
  prefix(epoch: number): string {
    return path.join(this.#directory, `epoch-${epoch}`, 'checkpoint');
  }

  /** The state to go on from, or null when there is none. */
  async load(): Promise<TrainingState | null> {
    const text = await readFile(this.#stateFile, 'utf8').catch(() => null);
    return text === null ? null : stateSchema.parse(JSON.parse(text));
  }

  /** Makes a written checkpoint the one to go on from, and removes those that are neither newest nor best. */
  async commit(state: TrainingState): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    const temporary = `${this.#stateFile}.new`;
    await writeFile(temporary, JSON.stringify(state));
    await rename(temporary, this.#stateFile);
    await this.#removeOthers([state.epochs, state.best?.epoch]);
  }

  get #stateFile(): string {
    return path.join(this.#directory, 'state.json');
  }

  async #removeOthers(kept: readonly (number | undefined)[]): Promise<void> {
    const names = new Set(kept.map((epoch) => `epoch-${epoch}`));
    const entries = await readdir(this.#directory);
    const stale = entries.filter((name) => name.startsWith('epoch-') && !names.has(name));
    await Promise.all(stale.map((name) => rm(path.join(this.#directory, name), { recursive: true })));
  }
}
