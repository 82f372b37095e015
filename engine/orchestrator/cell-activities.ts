import type { ExecutionEvent } from '../contract/execution.ts';
import type { Phase } from '../contract/notebook.ts';
import { type CellActivity, idle } from './notebook-view.ts';

/** How often a cell's progress is told, at most. */
const progressEveryMs = 200;

/** What is happening to each cell now. */
export class CellActivities {
  readonly #activities = new Map<string, CellActivity>();
  readonly #toldMs = new Map<string, number>();

  get all(): ReadonlyMap<string, CellActivity> {
    return this.#activities;
  }

  setPhase(cell: string, phase: Phase): void {
    const { progress } = this.#activities.get(cell) ?? idle;
    const isUnderWay = phase === 'running' || phase === 'cancelling';
    this.#activities.set(cell, { phase, progress: isUnderWay ? progress : null });
  }

  /** Takes a progress event; returns whether it is time to tell. */
  setProgress(cell: string, event: Extract<ExecutionEvent, { type: 'progress' }>): boolean {
    const { phase } = this.#activities.get(cell) ?? idle;
    this.#activities.set(cell, { phase, progress: event.progress });
    if (event.atMs - (this.#toldMs.get(cell) ?? 0) < progressEveryMs) {
      return false;
    }
    this.#toldMs.set(cell, event.atMs);
    return true;
  }
}
