import type { Notebook } from '../pipeline/notebook.ts';
import { type CellStates, deriveCells } from './derive-cells.ts';
import type { PipelineContext } from './pipeline-context.ts';

/** How long a change waits for what it means for the cells. */
const patienceMs = 5000;

/** Keeps the states of cells up to date: one derivation at a time, shared by all who ask before it begins. */
export class CellDeriver {
  readonly #context: PipelineContext;
  readonly #notebook: () => Notebook;
  readonly #derived: () => void;
  readonly #closing = new AbortController();
  #states: CellStates = new Map();
  #last: Promise<void> = Promise.resolve();
  /** A derivation that has not begun. */
  #next: Promise<void> | undefined;

  constructor(
    context: PipelineContext,
    options: { readonly notebook: () => Notebook; readonly derived: () => void },
  ) {
    this.#context = context;
    this.#notebook = options.notebook;
    this.#derived = options.derived;
  }

  /** As last derived. */
  get states(): CellStates {
    return this.#states;
  }

  /** Resolves when the states are those of a moment after the call. */
  derive(): Promise<void> {
    if (!this.#next) {
      const next = this.#last
        .catch(() => undefined)
        .then(() => {
          this.#next = undefined;
          return this.#deriveNow();
        });
      this.#last = next;
      this.#next = next;
    }
    return this.#next;
  }

  /** For changes that nobody waits for. */
  deriveSoon(): void {
    this.derive().catch(() => undefined);
  }

  /** As derive(), but data that was never read may take minutes to look at: then it goes on in the background. */
  async deriveWithPatience(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    const derived = this.derive();
    // A failure after patience ended is told by the next call.
    derived.catch(() => undefined);
    await Promise.race([derived, patience]);
    clearTimeout(timer);
  }

  /** Stops, and resolves once nothing is under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#last.catch(() => undefined);
  }

  async #deriveNow(): Promise<void> {
    const { signal } = this.#closing;
    signal.throwIfAborted();
    this.#states = await deriveCells(this.#context, this.#notebook(), signal);
    this.#derived();
  }
}
