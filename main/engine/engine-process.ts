import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { type EngineToMain, engineToMainSchema, type MainToEngine } from '../../engine/contract/desktop.ts';
import type { EngineCommand } from './engine-command.ts';

export interface EngineStart {
  readonly command: EngineCommand;
  /** Options and notebook of the engine's `serve` command. */
  readonly parameters: readonly string[];
  readonly folder: string;
  /** Takes what the engine prints, for the log. */
  readonly log: (text: string) => void;
}

interface EngineEvents {
  message: [EngineToMain];
  /** `expected` when main asked the engine to end. */
  exit: [{ readonly expected: boolean; readonly reason: string }];
}

/** The engine's process: main starts it, owns it and talks with it. It ends when main does. */
export class EngineProcess extends EventEmitter<EngineEvents> {
  readonly #child: ChildProcess;
  readonly #log: (text: string) => void;
  #ending = false;

  constructor({ command, parameters, folder, log }: EngineStart) {
    super();
    this.#log = log;
    this.#child = spawn(
      command.node,
      [...command.flags, command.entry, 'serve', '--desktop', ...parameters],
      {
        cwd: folder,
        env: command.variables,
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
        windowsHide: true,
      },
    );
    this.#child.stdout?.on('data', (chunk: Buffer) => log(chunk.toString()));
    this.#child.stderr?.on('data', (chunk: Buffer) => log(chunk.toString()));
    this.#child.on('message', (message) => this.#take(message));
    this.#child.on('error', (error) => this.#end(error.message));
    this.#child.on('exit', (status, signal) => this.#end(signal ?? `status ${status}`));
  }

  /** Sends a message; one to an engine that has just ended is dropped, since its end is reported anyway. */
  send(message: MainToEngine): void {
    if (message.type === 'shutdown') this.#ending = true;
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Ends the process without asking. */
  kill(): void {
    this.#ending = true;
    this.#child.kill('SIGKILL');
  }

  #take(message: unknown): void {
    const parsed = engineToMainSchema.safeParse(message);
    if (parsed.success) this.emit('message', parsed.data);
    else this.#log(`The engine sent a message of another form: ${parsed.error.message}\n`);
  }

  /** A process that could not be started reports an error and no exit; one that ran may report both. */
  #end(reason: string): void {
    this.emit('exit', { expected: this.#ending, reason });
    this.removeAllListeners();
  }
}
