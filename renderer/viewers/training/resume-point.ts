import type { TrainingView } from '../../../engine/contract/model.ts';
import type { ComponentCellView, ExecutionView } from '../../../engine/contract/notebook.ts';

/** Where a stopped training stands: whether running its cell goes on after `epoch` or begins anew. */
export interface ResumePoint {
  /** The last epoch that is in a checkpoint, counted from 1. */
  readonly epoch: number;
  readonly step: number;
  readonly canResume: boolean;
}

/**
 * What is kept of a training that did not come to its end; null for one that did, or left no checkpoint. It can go on
 * as long as the cell's state still tells of this attempt: once data, code or parameters differ, a run begins anew.
 */
export function resumePoint(
  execution: Pick<ExecutionView, 'state'>,
  training: Pick<TrainingView, 'checkpoints'>,
  cell: Pick<ComponentCellView, 'phase' | 'freshness'>,
): ResumePoint | null {
  const isStopped = ['canceled', 'failed'].includes(execution.state);
  const last = training.checkpoints.reduce<TrainingView['checkpoints'][number] | null>(
    (newest, checkpoint) => (newest === null || checkpoint.step > newest.step ? checkpoint : newest),
    null,
  );
  if (!isStopped || last === null || cell.phase !== 'idle') {
    return null;
  }
  const { state } = cell.freshness;
  return { epoch: last.epoch, step: last.step, canResume: state === 'cancelled' || state === 'failed' };
}
