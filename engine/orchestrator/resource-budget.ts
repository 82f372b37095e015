import { availableParallelism } from 'node:os';
import type { ComponentDefinition } from '../pipeline/component.ts';

type Kind = ComponentDefinition['resources'];

/** What an execution of each kind occupies of the machine's processors. */
const units: Readonly<Record<Kind, number>> = { light: 1, compute: 2, tensorflow: 2 };

/**
 * Decides which executions may run side by side: two light ones a processor, one compute one a processor, and one
 * TensorFlow worker at a time, because two would fight for the same memory and cores.
 */
export class ResourceBudget {
  readonly #capacity: number;
  readonly #tensorflowLimit: number;
  readonly #waiting: { kind: Kind; grant: () => void }[] = [];
  #used = 0;
  #tensorflow = 0;

  constructor(options: { readonly processors?: number; readonly tensorflow?: number } = {}) {
    this.#capacity = 2 * (options.processors ?? availableParallelism());
    this.#tensorflowLimit = options.tensorflow ?? 1;
  }

  /** Waits for a place and returns the function that gives it back. @throws AbortError when given up meanwhile */
  async acquire(kind: Kind, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const entry = { kind, grant: resolve };
      this.#waiting.push(entry);
      signal.addEventListener(
        'abort',
        () => {
          const index = this.#waiting.indexOf(entry);
          if (index >= 0) {
            this.#waiting.splice(index, 1);
            reject(signal.reason);
          }
        },
        { once: true },
      );
      this.#grantWaiting();
    });
    return this.#releaser(kind);
  }

  #releaser(kind: Kind): () => void {
    let released = false;
    return () => {
      if (!released) {
        released = true;
        this.#used -= units[kind];
        this.#tensorflow -= kind === 'tensorflow' ? 1 : 0;
        this.#grantWaiting();
      }
    };
  }

  #grantWaiting(): void {
    for (const entry of [...this.#waiting]) {
      if (this.#fits(entry.kind)) {
        this.#waiting.splice(this.#waiting.indexOf(entry), 1);
        this.#used += units[entry.kind];
        this.#tensorflow += entry.kind === 'tensorflow' ? 1 : 0;
        entry.grant();
      }
    }
  }

  #fits(kind: Kind): boolean {
    const fitsProcessors = this.#used === 0 || this.#used + units[kind] <= this.#capacity;
    return fitsProcessors && (kind !== 'tensorflow' || this.#tensorflow < this.#tensorflowLimit);
  }
}
