import type { Executor, ExecutorResult } from '../../pipeline/component.ts';
import type { WorkerJob } from '../run-worker.ts';

/**
 * Runs executors in the test's own process, for tests that run thousands of them. What a worker process adds (being
 * killed, crashing) is tested with real workers.
 */
export async function runInProcess(job: WorkerJob): Promise<ExecutorResult> {
  job.signal.throwIfAborted();
  job.onStart(process.pid);
  const module = (await import(job.executors)) as { executors: Record<string, () => Promise<Executor>> };
  const executor = await module.executors[job.component]?.();
  const result = await executor?.({
    ...job.context,
    signal: job.signal,
    report: {
      progress: (update) => job.onReport({ type: 'progress', update }),
      log: (level, message) => job.onReport({ type: 'log', level, message }),
      metrics: (update) => job.onReport({ type: 'metrics', update }),
      samples: (update) => job.onReport({ type: 'samples', update }),
      checkpoint: (update) => job.onReport({ type: 'checkpoint', update }),
    },
  });
  return result ?? {};
}
