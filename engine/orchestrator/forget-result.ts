import { rm } from 'node:fs/promises';
import type { PipelineContext } from './pipeline-context.ts';

/** Changes what enters a cell's key, so that no earlier result has it, and drops its checkpoints. */
export async function forgetResult(
  { store, layout }: PipelineContext,
  pipeline: string,
  cell: string,
): Promise<void> {
  store.salts.raise(pipeline, cell);
  await rm(layout.statesOf(cell), { recursive: true, force: true });
}
