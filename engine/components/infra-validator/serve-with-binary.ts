import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { InfraError } from './infra-error.ts';
import type { ProbeLimits, ProbeResult } from './run-probe.ts';
import type { ServingRequest } from './serving-requests.ts';

export interface ServingJob {
  /** Path of tensorflow_model_server. */
  readonly binary: string;
  readonly modelName: string;
  readonly model: string;
  readonly requests: readonly ServingRequest[];
}

/** How often the server is asked whether the model is there. */
const pollMs = 250;

/**
 * Serves a model with TensorFlow Serving's own binary on this machine and queries it over REST
 * (https://www.tensorflow.org/tfx/serving/api_rest), within limits of time.
 *
 * @throws InfraError, or the signal's reason
 */
export async function serveWithBinary(
  job: ServingJob,
  limits: ProbeLimits,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const base = await mkdtemp(path.join(tmpdir(), 'millrace-serving-'));
  await mkdir(path.join(base, job.modelName));
  await symlink(path.resolve(job.model), path.join(base, job.modelName, '1'), 'junction');
  const [restPort, grpcPort] = [await freePort(), await freePort()];
  using server = new ServerProcess(job.binary, [
    `--rest_api_port=${restPort}`,
    `--port=${grpcPort}`,
    `--model_name=${job.modelName}`,
    `--model_base_path=${path.join(base, job.modelName)}`,
  ]);
  const address = `http://127.0.0.1:${restPort}/v1/models/${job.modelName}`;
  const stopped = AbortSignal.any([signal, server.stopped]);
  try {
    return await Promise.race([server.ended, loadAndQuery(address, job.requests, limits, stopped)]);
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

async function loadAndQuery(
  address: string,
  requests: readonly ServingRequest[],
  limits: ProbeLimits,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const started = performance.now();
  await untilAvailable(address, limits.loadSeconds, signal);
  const loadMs = performance.now() - started;
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(limits.requestSeconds * 1000)]);
  try {
    return { loadMs, answers: await queryAll(address, requests, inTime) };
  } catch (cause) {
    signal.throwIfAborted();
    throw cause instanceof InfraError ? cause : unanswered(cause, inTime.aborted, limits.requestSeconds);
  }
}

function unanswered(cause: unknown, tooLate: boolean, seconds: number): InfraError {
  return tooLate
    ? new InfraError('took-too-long', `TensorFlow Serving took longer than ${seconds} seconds to answer`, {
        hint: 'Raise "max_request_seconds"',
      })
    : new InfraError('died', 'TensorFlow Serving does not answer', { details: String(cause), cause });
}

/** The server, a promise that fails when it ends by itself, and a signal for those who wait for its answers. */
class ServerProcess implements Disposable {
  readonly ended: Promise<never>;
  readonly #child: ChildProcess;
  readonly #stop = new AbortController();

  constructor(binary: string, options: readonly string[]) {
    this.#child = spawn(binary, options, { stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-4000);
    });
    this.ended = new Promise((_, reject) => {
      this.#child.once('error', (cause) =>
        reject(new InfraError('cannot-serve', `Cannot start "${binary}": ${cause.message}`, { cause })),
      );
      this.#child.once('close', (code, signal) => {
        const how = signal ?? `status ${code}`;
        reject(new InfraError('died', `TensorFlow Serving ended by itself (${how})`, { details: errors }));
      });
    });
    this.ended.catch(() => undefined);
  }

  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  [Symbol.dispose](): void {
    this.#stop.abort();
    this.#child.kill('SIGKILL');
  }
}

async function untilAvailable(address: string, seconds: number, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (performance.now() < deadline) {
    const state = await modelState(address, signal);
    if (state === 'AVAILABLE') {
      return;
    }
    if (state === 'END') {
      throw new InfraError('cannot-serve', 'TensorFlow Serving refuses to load the model');
    }
    await delay(pollMs, undefined, { signal });
  }
  throw new InfraError(
    'took-too-long',
    `TensorFlow Serving took longer than ${seconds} seconds to load the model`,
    {
      hint: 'Raise "max_loading_time_seconds"',
    },
  );
}

/** The state of the newest version; null while the server does not answer. */
async function modelState(address: string, signal: AbortSignal): Promise<string | null> {
  try {
    const response = await fetch(address, { signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) });
    const body = (await response.json()) as { model_version_status?: readonly { state?: string }[] };
    return body.model_version_status?.[0]?.state ?? null;
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

async function queryAll(
  address: string,
  requests: readonly ServingRequest[],
  signal: AbortSignal,
): Promise<ProbeResult['answers']> {
  const answers: { readonly signature: string; readonly milliseconds: number }[] = [];
  for (const request of requests) {
    const started = performance.now();
    await query(address, request, signal);
    answers.push({ signature: request.signature, milliseconds: performance.now() - started });
  }
  return answers;
}

async function query(
  address: string,
  { signature, input, values }: ServingRequest,
  signal: AbortSignal,
): Promise<void> {
  const inputs = { [input]: values.map((value) => ({ b64: Buffer.from(value).toString('base64') })) };
  const response = await fetch(`${address}:predict`, {
    method: 'POST',
    body: JSON.stringify({ signature_name: signature, inputs }),
    signal,
  });
  const body = (await response.json()) as { readonly outputs?: unknown; readonly error?: string };
  if (!response.ok || body.outputs === undefined) {
    throw new InfraError(
      'cannot-serve',
      `Signature "${signature}" does not answer: ${body.error ?? response.statusText}`,
    );
  }
}

/** A port of this machine that nothing listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
