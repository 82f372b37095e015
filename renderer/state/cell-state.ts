import type { ComponentCellView, Reason } from '../../engine/contract/notebook.ts';

/** One word for a cell, made of its phase and freshness: what is happening wins over what is known. */
export type CellState =
  | 'empty'
  | 'queued'
  | 'running'
  | 'cancelling'
  | 'fresh'
  | 'stale'
  | 'failed'
  | 'cancelled'
  | 'blocked';

export function cellState(cell: Pick<ComponentCellView, 'phase' | 'freshness'>): CellState {
  return cell.phase === 'idle' ? cell.freshness.state : cell.phase;
}

/** Why a cell is not fresh, most direct cause first; empty where there is nothing to explain. */
export function cellReasons(cell: Pick<ComponentCellView, 'freshness'>): readonly Reason[] {
  const { freshness } = cell;
  switch (freshness.state) {
    case 'stale':
    case 'blocked':
      return freshness.reasons;
    case 'failed':
      return [{ message: freshness.error.message }];
    case 'cancelled':
      return freshness.resumable === undefined ? [] : [{ message: freshness.resumable }];
    case 'empty':
    case 'fresh':
      return [];
  }
}

/** Whether running the cell would do something that its present result does not already give. */
export function needsRun(cell: ComponentCellView): boolean {
  return cell.phase === 'idle' && cell.freshness.state !== 'fresh';
}

/** From 0 to 1; null while the total is unknown. */
export function progressFraction(cell: Pick<ComponentCellView, 'progress'>): number | null {
  const { progress } = cell;
  return progress?.total ? Math.min(1, progress.done / progress.total) : null;
}
