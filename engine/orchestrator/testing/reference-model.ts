import { modulus } from './mix-components.ts';

/** A cell of the reference model: what the notebook says of it. */
export interface ModelCell {
  readonly add: number;
  readonly fail: boolean;
  readonly inputs: readonly string[];
}

interface Result {
  readonly key: string;
  readonly value: number;
  intact: boolean;
}

interface Memory {
  newest?: { readonly outcome: 'succeeded' | 'failed' | 'stopped'; readonly key: string };
  success?: Result;
  readonly results: Map<string, Result>;
  salt: number;
}

export type ModelState = 'empty' | 'fresh' | 'stale' | 'failed' | 'cancelled' | 'blocked';

/**
 * The engine's rules S1 to S5 once more, as small and slow as they can be written: no files, no database, no
 * processes. Random histories are played to both, and both must say the same of every cell.
 */
export class ReferenceModel {
  /** In an order in which inputs come first. */
  cells: ReadonlyMap<string, ModelCell>;
  readonly #memories = new Map<string, Memory>();

  constructor(cells: ReadonlyMap<string, ModelCell>) {
    this.cells = cells;
  }

  states(): Record<string, ModelState> {
    const states: Record<string, ModelState> = {};
    for (const id of this.cells.keys()) {
      states[id] = this.#state(id, states);
    }
    return states;
  }

  /** A run of some cells, or of all, as rule S5 says. */
  run(targets: readonly string[] | undefined, force: boolean): void {
    const planned = this.#plan(targets ?? [...this.cells.keys()]);
    const obstacles = new Set<string>();
    for (const id of [...this.cells.keys()].filter((cell) => planned.has(cell))) {
      const isTarget = targets ? targets.includes(id) : true;
      const blocked = this.#inputsOf(id).some((input) => obstacles.has(input));
      if (blocked || !this.#runCell(id, force && isTarget)) {
        obstacles.add(id);
      }
    }
  }

  /** An execution of a cell whose ancestors are fresh was cancelled, or its engine died. */
  stop(id: string): void {
    this.#memory(id).newest = { outcome: 'stopped', key: this.#key(id) };
  }

  damage(id: string): void {
    const { success } = this.#memory(id);
    if (success) {
      success.intact = false;
    }
  }

  forget(id: string): void {
    this.#memory(id).salt += 1;
  }

  ancestors(id: string): ReadonlySet<string> {
    return new Set(this.#inputsOf(id).flatMap((input) => [input, ...this.ancestors(input)]));
  }

  #state(id: string, states: Readonly<Record<string, ModelState>>): ModelState {
    const inputs = this.#inputsOf(id).map((input) => states[input]);
    const { newest, success } = this.#memory(id);
    if (inputs.some((state) => state === 'failed' || state === 'blocked')) {
      return 'blocked';
    }
    const known = inputs.every((state) => state === 'fresh');
    const stopped =
      newest && (!known || newest.key === this.#key(id)) ? stoppedState(newest.outcome) : undefined;
    if (!success) {
      return stopped ?? 'empty';
    }
    if (!known) {
      return 'stale';
    }
    return stopped ?? (success.key === this.#key(id) && success.intact ? 'fresh' : 'stale');
  }

  #plan(targets: readonly string[]): ReadonlySet<string> {
    const states = this.states();
    const planned = new Set(targets);
    for (const id of planned) {
      for (const input of this.#inputsOf(id).filter((cell) => states[cell] !== 'fresh')) {
        planned.add(input);
      }
    }
    return planned;
  }

  /** Returns whether the cell succeeded. */
  #runCell(id: string, force: boolean): boolean {
    const memory = this.#memory(id);
    const cell = this.cells.get(id);
    const key = this.#key(id);
    const known = memory.results.get(key);
    if (known?.intact && !force) {
      memory.success = known;
      memory.newest = { outcome: 'succeeded', key };
      return true;
    }
    if (cell?.fail) {
      memory.newest = { outcome: 'failed', key };
      return false;
    }
    const result = { key, value: this.#value(id), intact: true };
    memory.results.set(key, result);
    memory.success = result;
    memory.newest = { outcome: 'succeeded', key };
    return true;
  }

  #value(id: string): number {
    return this.#inputValues(id).reduce((sum, value) => sum + value, this.cells.get(id)?.add ?? 0) % modulus;
  }

  #key(id: string): string {
    const { add, fail } = this.cells.get(id) ?? { add: 0, fail: false };
    return JSON.stringify([add, fail, this.#inputValues(id), this.#memory(id).salt]);
  }

  #inputValues(id: string): readonly number[] {
    return this.#inputsOf(id).map((input) => this.#memory(input).success?.value ?? -1);
  }

  #inputsOf(id: string): readonly string[] {
    return this.cells.get(id)?.inputs ?? [];
  }

  #memory(id: string): Memory {
    const memory = this.#memories.get(id) ?? { results: new Map(), salt: 0 };
    this.#memories.set(id, memory);
    return memory;
  }
}

function stoppedState(outcome: 'succeeded' | 'failed' | 'stopped'): ModelState | undefined {
  return outcome === 'failed' ? 'failed' : outcome === 'stopped' ? 'cancelled' : undefined;
}
