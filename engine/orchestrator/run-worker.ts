import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { redactText } from '../base/redact.ts';
import { ReportedError } from '../base/reported-error.ts';
import type { ExecutorResult } from '../pipeline/component.ts';
import { giveWay, workersHaveSession } from './give-way.ts';
import { OrchestratorError } from './orchestrator-error.ts';
import { workerEnvironment } from './worker-environment.ts';
import type { FromWorker, ToWorker, WorkerContext, WorkerReport } from './worker-protocol.ts';

export interface WorkerJob {
  readonly executors: string;
  readonly component: string;
  readonly context: WorkerContext;
  readonly signal: AbortSignal;
  /** How long a worker may take to stop before it is killed (rule C2). */
  readonly graceMs: number;
  readonly onStart: (pid: number) => void;
  readonly onReport: (report: WorkerReport) => void;
}

/** How much of a worker's output is kept to explain a crash. */
const tailLength = 4000;

const workerMain = fileURLToPath(import.meta.resolve('./worker-main.ts'));

/**
 * Runs an executor in a process of its own and returns its result.
 *
 * @throws the signal's reason when cancelled, OrchestratorError "worker-died" when the process ended by itself, or
 * the executor's own error
 */
export async function runWorker(job: WorkerJob): Promise<ExecutorResult> {
  job.signal.throwIfAborted();
  const child = fork(workerMain, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: workerEnvironment(process.env),
    execArgv: [],
    detached: workersHaveSession,
  });
  const output = new OutputTail(child, job);
  const stop = (): void => stopGracefully(child, job.graceMs);
  job.signal.addEventListener('abort', stop, { once: true });
  try {
    return await talk(child, { job, output });
  } finally {
    job.signal.removeEventListener('abort', stop);
    await endOf(child, job.graceMs);
  }
}

function talk(
  child: ChildProcess,
  { job, output }: { readonly job: WorkerJob; readonly output: OutputTail },
): Promise<ExecutorResult> {
  return new Promise((resolve, reject) => {
    child.on('spawn', () => {
      const pid = child.pid ?? 0;
      giveWay(pid);
      job.onStart(pid);
      const { executors, component, context } = job;
      send(child, { type: 'execute', executors, component, context });
      if (job.signal.aborted) {
        send(child, { type: 'abort' });
      }
    });
    child.on('message', (message: FromWorker) => {
      if (message.type === 'done') {
        resolve(message.result);
      } else if (message.type === 'aborted') {
        reject(job.signal.reason);
      } else if (message.type === 'failed') {
        reject(job.signal.aborted ? job.signal.reason : workerFailure(message));
      } else {
        job.onReport(message);
      }
    });
    child.on('error', reject);
    // "close" and not "exit": messages and output that were sent last arrive before it.
    child.on('close', (code, signal) => {
      reject(job.signal.aborted ? job.signal.reason : workerDied({ code, signal, output: output.text }));
    });
  });
}

function workerFailure({ error }: Extract<FromWorker, { type: 'failed' }>): ReportedError {
  return new ReportedError(error.code, error.message, {
    ...(error.hint === undefined ? {} : { hint: error.hint }),
    ...(error.location === undefined ? {} : { location: error.location }),
    ...(error.details === undefined ? {} : { details: error.details }),
  });
}

function workerDied(end: {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
}): OrchestratorError {
  const how = end.signal ? `by the signal ${end.signal}` : `with exit code ${end.code}`;
  const memory = end.signal === 'SIGKILL';
  return new OrchestratorError(
    'worker-died',
    `The worker process ended ${how} before the cell was finished`,
    {
      hint: memory
        ? 'The system may have run out of memory: close other programs or use smaller batches, then run again'
        : 'Run the cell again; the details show what the worker said last',
      ...(end.output === '' ? {} : { details: end.output }),
    },
  );
}

function stopGracefully(child: ChildProcess, graceMs: number): void {
  send(child, { type: 'abort' });
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  child.once('close', () => clearTimeout(timer));
}

/** Waits for the process to be gone; one that lingers after its result is killed. */
async function endOf(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) {
    return;
  }
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await new Promise((resolve) => child.once('exit', resolve));
  clearTimeout(timer);
}

function send(child: ChildProcess, message: ToWorker): void {
  if (child.connected) {
    // A worker that is dying cannot be told; its end is what counts.
    child.send(message, () => undefined);
  }
}

/** Turns a worker's output into log lines and keeps its end. */
class OutputTail {
  text = '';

  constructor(child: ChildProcess, job: WorkerJob) {
    const secrets = Object.values(job.context.secrets);
    for (const [stream, level] of [
      [child.stdout, 'info'],
      [child.stderr, 'debug'],
    ] as const) {
      let rest = '';
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.text = redactText(this.text + chunk, secrets).slice(-tailLength);
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const message of lines.filter((line) => line.trim() !== '')) {
          job.onReport({ type: 'log', level, message });
        }
      });
    }
  }
}
