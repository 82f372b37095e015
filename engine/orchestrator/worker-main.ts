import { isAbortError, toErrorView } from '../base/error-view.ts';
import type { ExecutionReporter, Executor, ProgressUpdate } from '../pipeline/component.ts';
import type { FromWorker, ToWorker } from './worker-protocol.ts';

/** The program of a worker process: it runs one executor, says how it goes, and ends. */

/** Progress is told at most this often; the newest waits for its turn. */
const progressEveryMs = 100;

const abort = new AbortController();

process.on('message', (message: ToWorker) => {
  if (message.type === 'abort') {
    abort.abort();
    return;
  }
  void execute(message);
});

// The engine is gone: nobody will take what this worker makes.
process.on('disconnect', () => process.exit(1));

async function execute(message: Extract<ToWorker, { type: 'execute' }>): Promise<void> {
  const progress = new ThinnedProgress();
  try {
    const executor = await loadExecutor(message.executors, message.component);
    const context = { ...message.context, signal: abort.signal, report: reporter(progress) };
    const result = await executor(context);
    progress.flush();
    await send({ type: 'done', result: result ?? {} });
  } catch (error) {
    progress.flush();
    const secrets = Object.values(message.context.secrets);
    await send(
      abort.signal.aborted && isAbortError(error)
        ? { type: 'aborted' }
        : { type: 'failed', error: toErrorView(error, secrets) },
    );
  }
  // Not process.exit(): it would cut off output that is still being written. Whatever an executor left open must not
  // keep the worker alive either, so the engine kills it when it lingers.
  process.disconnect();
}

async function loadExecutor(url: string, component: string): Promise<Executor> {
  const module = (await import(url)) as { executors: Record<string, () => Promise<Executor>> };
  const load = module.executors[component];
  if (!load) {
    throw new Error(`There is no executor for the component "${component}"`);
  }
  return load();
}

function reporter(progress: ThinnedProgress): ExecutionReporter {
  return {
    progress: (update) => progress.update(update),
    log: (level, message) => void send({ type: 'log', level, message }),
    metrics: (update) => void send({ type: 'metrics', update }),
    samples: (update) => void send({ type: 'samples', update }),
    checkpoint: (update) => void send({ type: 'checkpoint', update }),
  };
}

class ThinnedProgress {
  #pending: ProgressUpdate | undefined;
  #sentMs = 0;

  update(update: ProgressUpdate): void {
    this.#pending = update;
    if (Date.now() - this.#sentMs >= progressEveryMs) {
      this.flush();
    }
  }

  flush(): void {
    if (this.#pending) {
      void send({ type: 'progress', update: this.#pending });
      this.#pending = undefined;
      this.#sentMs = Date.now();
    }
  }
}

function send(message: FromWorker): Promise<void> {
  return new Promise((resolve) => {
    if (!process.send || !process.connected) {
      resolve();
      return;
    }
    process.send(message, () => resolve());
  });
}
