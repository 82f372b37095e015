import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ReportedError } from '../../base/reported-error.ts';
import { workerEnvironment } from '../../orchestrator/worker-environment.ts';
import type { HostTensor } from '../../tensorflow/host-tensor.ts';
import type { FromSignatureProcess, ToSignatureProcess } from './signature-protocol.ts';

export type ModelRunErrorCode = 'model-run-failed' | 'model-process-died';

/** A SavedModel that could not be run for a viewer. */
export class ModelRunError extends ReportedError<ModelRunErrorCode> {}

/** How long TensorFlow and the models it has loaded are kept for the next question. */
const IDLE_MS = 120_000;

interface Pending {
  readonly resolve: (outputs: Readonly<Record<string, HostTensor>>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Runs signatures of SavedModels for viewers in a process of its own, started by the first question and ended when
 * none has come for a while; TensorFlow never enters the engine.
 */
export class SignatureProcess implements Disposable {
  readonly #pending = new Map<number, Pending>();
  #child: ChildProcess | undefined;
  #idle: NodeJS.Timeout | undefined;
  #questions = 0;

  /** @throws ModelRunError, or the signal's reason once it is aborted */
  async run(
    request: Omit<ToSignatureProcess, 'id'>,
    signal: AbortSignal,
  ): Promise<Readonly<Record<string, HostTensor>>> {
    signal.throwIfAborted();
    const child = this.#running();
    this.#questions += 1;
    const id = this.#questions;
    const answer = new Promise<Readonly<Record<string, HostTensor>>>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    child.send({ ...request, id } satisfies ToSignatureProcess);
    try {
      return await answer;
    } finally {
      this.#pending.delete(id);
      this.#endWhenIdle();
    }
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#idle);
    this.#child?.kill();
  }

  #running(): ChildProcess {
    clearTimeout(this.#idle);
    this.#child ??= this.#start();
    return this.#child;
  }

  #start(): ChildProcess {
    const main = fileURLToPath(import.meta.resolve('./signature-process-main.ts'));
    const child = fork(main, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: workerEnvironment(process.env),
      execArgv: [],
    });
    // The engine ends when its own work does; the child notices and ends too.
    child.unref();
    child.channel?.unref();
    child.on('message', (message: FromSignatureProcess) => this.#receive(message));
    child.on('exit', (code, signalName) => {
      this.#child = undefined;
      this.#failAll(
        new ModelRunError('model-process-died', `TensorFlow ended (${signalName ?? `exit ${code}`})`),
      );
    });
    return child;
  }

  #receive(message: FromSignatureProcess): void {
    const pending = this.#pending.get(message.id);
    if (message.ok) {
      pending?.resolve(message.outputs);
    } else {
      pending?.reject(
        new ModelRunError('model-run-failed', message.error.message, {
          ...(message.error.hint === undefined ? {} : { hint: message.error.hint }),
          ...(message.error.details === undefined ? {} : { details: message.error.details }),
        }),
      );
    }
  }

  #failAll(error: Error): void {
    for (const { reject } of this.#pending.values()) {
      reject(error);
    }
  }

  #endWhenIdle(): void {
    clearTimeout(this.#idle);
    if (this.#pending.size === 0) {
      this.#idle = setTimeout(() => this.#child?.kill(), IDLE_MS).unref();
    }
  }
}
