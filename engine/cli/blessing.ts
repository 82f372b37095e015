import type { PipelineReader } from '../orchestrator/pipeline-reader.ts';
import type { RunResult } from '../orchestrator/run-queue.ts';

/**
 * Whether every model that a run evaluated was blessed, and at least one was evaluated: what a pull request's check
 * means by success.
 */
export function everythingBlessed({ cells }: RunResult, reader: PipelineReader): boolean {
  const blessings = cells
    .flatMap(({ executionId }) =>
      executionId === null ? [] : Object.values(reader.execution(executionId).outputs).flat(),
    )
    .filter(({ type }) => type === 'ModelBlessing');
  return blessings.length > 0 && blessings.every(({ customProperties }) => customProperties.blessed === 1);
}
