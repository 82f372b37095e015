import { useState } from 'react';
import type { ComponentCellView, ExecutionView } from '../../../engine/contract/notebook.ts';
import { QueryView } from '../query-view.tsx';
import viewer from '../viewer.module.css';
import { ResumeBar } from './resume-bar.tsx';
import { resumePoint } from './resume-point.ts';
import { TrainingPanels } from './training-panels.tsx';
import { useTraining } from './use-training.ts';

export interface TrainingViewerProps {
  readonly execution: ExecutionView;
  readonly cell: ComponentCellView;
}

/** Curves, sample predictions and checkpoints of a training, live while it runs; a stopped one can be gone on with. */
export function TrainingViewer({ execution, cell }: TrainingViewerProps) {
  const query = useTraining(execution);
  const [compared, setCompared] = useState<readonly number[]>([]);
  return (
    <QueryView query={query} waitingFor="Reading the training record">
      {(training) => {
        const point = resumePoint(execution, training, cell);
        return (
          <div className={viewer.viewer}>
            {point !== null && <ResumeBar cell={cell.id} point={point} />}
            <TrainingPanels
              execution={execution}
              training={training}
              onLookAgain={query.reload}
              compared={compared}
              onComparedChange={setCompared}
            />
          </div>
        );
      }}
    </QueryView>
  );
}
