import type { ExecutionReporter } from '../../../pipeline/component.ts';
import { trainer } from '../definition.ts';
import { executeTrainer } from '../executor.ts';
import { contextFor } from './tiny-pipeline.ts';

/** A process that trains and tells its parent which epoch it is in, slowly enough to be killed there. */
process.on('message', async ({ pipeline, inputs, state, parameters }: Parameters<typeof run>[0]) => {
  await run({ pipeline, inputs, state, parameters });
  process.exit(0);
});

async function run({
  pipeline,
  inputs,
  state,
  parameters,
}: {
  pipeline: Parameters<typeof contextFor>[1];
  inputs: Parameters<typeof contextFor>[2]['inputs'];
  state: string;
  parameters: Record<string, unknown>;
}): Promise<void> {
  const { context } = await contextFor(trainer, pipeline, {
    inputs,
    state,
    parameters: { module_file: 'model.ts', epochs: 2, batch_size: 8, learning_rate: 0.01, ...parameters },
  });
  const report: ExecutionReporter = { ...context.report, progress: tellEpoch };
  await executeTrainer({ ...context, report } as Parameters<typeof executeTrainer>[0]);
}

/** Waits for the parent to hear it; a step of so small a model would be over before. */
function tellEpoch({ message = '' }: { readonly message?: string }): void {
  const epoch = /^Epoch (\d+)/.exec(message)?.[1];
  if (epoch !== undefined) {
    process.send?.({ epoch: Number(epoch) });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
}
