import type { TrainingView } from '../../../engine/contract/model.ts';
import type { ExecutionView } from '../../../engine/contract/notebook.ts';

/** What every panel about a training is given. */
export interface TrainingPanelProps {
  readonly execution: ExecutionView;
  readonly training: TrainingView;
  /** Other executions whose curves are drawn as well. */
  readonly compared: readonly number[];
  readonly onComparedChange: (compared: readonly number[]) => void;
  /** Looks anew for files that were gone. */
  readonly onLookAgain: () => void;
}
