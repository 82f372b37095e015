import type { Phase, ProgressView } from '../contract/notebook.ts';
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

  /** Takes a cell's progress; returns whether it is time to tell. */
  setProgress(cell: string, progress: ProgressView, atMs: number): boolean {
    const { phase } = this.#activities.get(cell) ?? idle;
    this.#activities.set(cell, { phase, progress });
    if (atMs - (this.#toldMs.get(cell) ?? 0) < progressEveryMs) {
      return false;
    }
    this.#toldMs.set(cell, atMs);
    return true;
  }
}
