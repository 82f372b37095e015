import { useEffect, useState } from 'react';
import { call } from '../../state/engine.ts';
import type { RunCurves } from './curves.ts';

/** The curves of other executions, in the order asked for; those that cannot be read are left out. */
export function useComparedTrainings(executionIds: readonly number[]): readonly RunCurves[] {
  const [trainings, setTrainings] = useState<readonly RunCurves[]>([]);
  const key = executionIds.join();
  useEffect(() => {
    let isCurrent = true;
    const ids = key === '' ? [] : key.split(',').map(Number);
    void Promise.allSettled(ids.map((executionId) => call('training.get', { executionId }))).then(
      (answers) => {
        const read = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
        if (isCurrent) {
          setTrainings(read.map((training) => ({ label: `#${training.executionId}`, training })));
        }
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [key]);
  return trainings;
}
