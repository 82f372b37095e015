import { useState } from 'react';
import type { ExecutionView } from '../../../engine/contract/notebook.ts';
import { QueryView } from '../query-view.tsx';
import { TrainingPanels } from './training-panels.tsx';
import { useTraining } from './use-training.ts';

/** Curves, sample predictions and checkpoints of a training, live while it runs. */
export function TrainingViewer({ execution }: { readonly execution: ExecutionView }) {
  const query = useTraining(execution);
  const [compared, setCompared] = useState<readonly number[]>([]);
  return (
    <QueryView query={query} waitingFor="Reading the training record">
      {(training) => (
        <TrainingPanels
          execution={execution}
          training={training}
          compared={compared}
          onComparedChange={setCompared}
        />
      )}
    </QueryView>
  );
}
