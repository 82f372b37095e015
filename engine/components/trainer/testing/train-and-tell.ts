import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ReportedError } from '../../../base/reported-error.ts';
import type { ExecutionReporter } from '../../../pipeline/component.ts';
import { trainer } from '../definition.ts';
import { executeTrainer } from '../executor.ts';
import { contextFor } from './tiny-pipeline.ts';

interface Training {
  readonly pipeline: Parameters<typeof contextFor>[1];
  readonly inputs: Parameters<typeof contextFor>[2]['inputs'];
  readonly state: string;
  readonly parameters: Record<string, unknown>;
  /** Bytes that the process may take beyond what it has when the model is compiled. */
  readonly spareMemory?: number;
}

/**
 * A process that trains and tells its parent which epoch it is in, slowly enough to be killed there, and what it failed
 * with.
 */
process.on('message', async (training: Training) => {
  try {
    await run(training);
  } catch (error) {
    const { code, message, hint } = error as ReportedError;
    process.send?.({ failure: { code, message, hint } });
  }
  process.exit(0);
});

async function run({ pipeline, inputs, state, parameters, spareMemory }: Training): Promise<void> {
  const { context } = await contextFor(trainer, pipeline, {
    inputs,
    state,
    parameters: { module_file: 'model.ts', epochs: 2, batch_size: 8, learning_rate: 0.01, ...parameters },
  });
  const progress: ExecutionReporter['progress'] = ({ message = '' }) => {
    if (message === 'Compiling the model' && spareMemory !== undefined) {
      limitMemory(spareMemory);
    }
    tellEpoch(message);
  };
  const report: ExecutionReporter = { ...context.report, progress };
  await executeTrainer({ ...context, report } as Parameters<typeof executeTrainer>[0]);
}

/** Address space is what can be limited for one process; most of what Node takes of it is never used. */
function limitMemory(spare: number): void {
  const taken = Number(/VmSize:\s*(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
  execFileSync('prlimit', ['--pid', String(process.pid), `--as=${taken + spare}`]);
}

/** Waits for the parent to hear it; a step of so small a model would be over before. */
function tellEpoch(message: string): void {
  const epoch = /^Epoch (\d+)/.exec(message)?.[1];
  if (epoch !== undefined) {
    process.send?.({ epoch: Number(epoch) });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  }
}
