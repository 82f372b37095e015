import { app, dialog } from 'electron';
import type { EngineToMain, MainToEngine } from '../../engine/contract/desktop.ts';
import { CrashPolicy } from '../policy/crash-policy.ts';
import { EngineProcess, type EngineStart } from './engine-process.ts';

export interface OwnedEngineOptions extends EngineStart {
  readonly onMessage: (message: EngineToMain) => void;
  /** Called with the address of the window's page, again with a new one after a restart. */
  readonly onReady: (url: string) => void;
}

/** How long an engine may take to end before it is killed. */
const patienceMs = 8000;

/** The engine as main owns it: started again after a crash, its failure to start said in a dialog, ended with the app. */
export class OwnedEngine {
  readonly #options: OwnedEngineOptions;
  readonly #crashes = new CrashPolicy();
  #process: EngineProcess;
  #url: string | null = null;
  #onEnd: (() => void) | null = null;
  hasEnded = false;

  constructor(options: OwnedEngineOptions) {
    this.#options = options;
    this.#process = this.#start();
  }

  /** The address of the page with its one-time token; null until the engine is ready. */
  get url(): string | null {
    return this.#url;
  }

  get origin(): string | null {
    return this.#url === null ? null : new URL(this.#url).origin;
  }

  send(message: MainToEngine): void {
    this.#process.send(message);
  }

  /** Asks the engine to end and calls back when it has; one asked to end now is killed if it takes too long. */
  end(when: 'now' | 'after-epoch', onEnd: () => void): void {
    this.#onEnd = onEnd;
    this.send({ type: 'shutdown', when });
    if (when === 'now') setTimeout(() => this.#process.kill(), patienceMs).unref();
  }

  #start(): EngineProcess {
    const started = new EngineProcess(this.#options);
    started.on('message', (message) => this.#take(message));
    started.on('exit', ({ expected, reason }) => this.#ended(expected, reason));
    return started;
  }

  #take(message: EngineToMain): void {
    if (message.type === 'ready') {
      this.#url = message.url;
      this.#options.onReady(message.url);
    }
    if (message.type === 'cannot-start') this.#giveUp(message.message, message.hint);
    this.#options.onMessage(message);
  }

  #ended(expected: boolean, reason: string): void {
    this.#url = null;
    if (this.hasEnded) return;
    if (expected) {
      this.hasEnded = true;
      this.#onEnd?.();
      return;
    }
    this.#options.log(`The engine has ended: ${reason}\n`);
    if (this.#crashes.shouldRestart(Date.now())) this.#process = this.#start();
    else this.#giveUp('The engine does not stay up', `It ended with ${reason}; the log says more.`);
  }

  #giveUp(message: string, hint: string): void {
    this.hasEnded = true;
    // For those who started the app from a terminal, and for when no log can be written.
    process.stderr.write(`${message}\n${hint}\n`);
    void app.whenReady().then(() => {
      dialog.showErrorBox(message, hint);
      app.exit(1);
    });
  }
}
