import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { InfraError } from './infra-error.ts';
import { memoryMarker, type ProbeJob, type ProbeReport } from './probe-protocol.ts';

export interface ProbeLimits {
  readonly loadSeconds: number;
  readonly requestSeconds: number;
}

/** How long loading took, and each query, in milliseconds. */
export interface ProbeResult {
  readonly loadMs: number;
  readonly answers: readonly { readonly signature: string; readonly milliseconds: number }[];
}

const probeMain = fileURLToPath(import.meta.resolve('./probe-main.ts'));

/**
 * Loads a model in a process of its own and queries it, within limits of time and memory; whatever happens there, a
 * crash of TensorFlow included, is an error here and nothing else.
 *
 * @throws InfraError, or the signal's reason
 */
export async function runProbe(
  job: ProbeJob,
  limits: ProbeLimits,
  signal: AbortSignal,
): Promise<ProbeResult> {
  signal.throwIfAborted();
  const child = fork(probeMain, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: [],
  });
  const kill = () => child.kill('SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  try {
    return await converse(child, job, limits);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
  }
}

function converse(child: ChildProcess, job: ProbeJob, limits: ProbeLimits): Promise<ProbeResult> {
  return new Promise((resolve, reject) => {
    const answers: { readonly signature: string; readonly milliseconds: number }[] = [];
    let loadMs = 0;
    let clock = setTimeout(
      () => reject(tooLong('load the model', limits.loadSeconds)),
      limits.loadSeconds * 1000,
    );
    const tail = collectErrors(child);
    child.on('message', (report: ProbeReport) => {
      if (report.type === 'loaded') {
        loadMs = report.milliseconds;
        clearTimeout(clock);
        clock = setTimeout(
          () => reject(tooLong('answer', limits.requestSeconds)),
          limits.requestSeconds * 1000,
        );
      } else if (report.type === 'answered') {
        answers.push({ signature: report.signature, milliseconds: report.milliseconds });
      } else if (report.type === 'done') {
        resolve({ loadMs, answers });
      } else {
        reject(
          new InfraError('cannot-serve', report.message, {
            hint: 'Run the Trainer again, or see what it exports',
          }),
        );
      }
    });
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      clearTimeout(clock);
      reject(ended(code, killedBy, job.memoryLimitBytes, tail()));
    });
    child.send(job);
  });
}

/** The last of what the process wrote to its error output. */
function collectErrors(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-4000);
  });
  return () => text;
}

function tooLong(what: string, seconds: number): InfraError {
  return new InfraError('took-too-long', `The model took longer than ${seconds} seconds to ${what}`, {
    hint: 'Raise the limit in "validation_spec", or make the model smaller',
  });
}

function ended(code: number | null, signal: string | null, limitBytes: number, details: string): InfraError {
  if (details.includes(memoryMarker)) {
    const mebibytes = Math.round(limitBytes / 2 ** 20);
    return new InfraError(
      'took-too-much-memory',
      `Serving the model takes more than ${mebibytes} mebibytes of memory`,
      {
        hint: 'Raise "max_memory_mebibytes", or make the model smaller',
      },
    );
  }
  return new InfraError(
    'died',
    `The process that loaded the model ended by itself (${signal ?? `status ${code}`})`,
    {
      details,
    },
  );
}
