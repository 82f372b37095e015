import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

export const projectFolder = path.resolve(import.meta.dirname, '../..');

export interface EngineOptions {
  /** Where the engine keeps what belongs to its user: recent notebooks, the sample. */
  readonly dataHome: string;
  /** A notebook to open, by path. */
  readonly notebook?: string;
  /** Switches of its Node, as NODE_OPTIONS has them. */
  readonly nodeOptions?: string;
  /** Variables of the engine's surroundings besides those of the test. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** An engine of its own, as `millrace serve` starts it. */
export class EngineProcess {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
  }

  /** Resolves once the engine has printed its address. @throws Error with what it printed when it ends before that */
  static async start({ dataHome, notebook, nodeOptions, variables }: EngineOptions): Promise<EngineProcess> {
    const main = path.join(projectFolder, 'engine/cli/main.ts');
    const child = spawn(process.execPath, [main, 'serve', ...(notebook ? [notebook] : [])], {
      cwd: projectFolder,
      env: {
        ...process.env,
        MILLRACE_DATA_HOME: dataHome,
        ...(nodeOptions !== undefined && { NODE_OPTIONS: nodeOptions }),
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const errors: string[] = [];
    child.stderr.on('data', (chunk) => errors.push(String(chunk)));
    for await (const line of createInterface(child.stdout)) {
      const url = /https?:\/\/\S+/.exec(line)?.[0];
      if (url) {
        child.stdout.resume();
        return new EngineProcess(child, url);
      }
    }
    throw new Error(`The engine ended before it was ready:\n${errors.join('')}`);
  }

  /** Ends it as Ctrl+C does. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Ends it as a crash or a power cut does. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Halts it where it is, until `proceed`; requests wait meanwhile. Not on Windows. */
  halt(): void {
    this.#child.kill('SIGSTOP');
  }

  proceed(): void {
    this.#child.kill('SIGCONT');
  }

  /**
   * Halts every worker process as it is forked, so that its cell stays as it is, until the result is disposed of. Linux
   * only.
   */
  holdWorkers(): Disposable {
    const held = new Set<number>();
    const hold = () => {
      for (const worker of this.#workers().filter((pid) => !held.has(pid))) {
        held.add(worker);
        process.kill(worker, 'SIGSTOP');
      }
    };
    const timer = setInterval(hold, 2);
    return {
      [Symbol.dispose]: () => {
        clearInterval(timer);
        for (const worker of this.#workers()) process.kill(worker, 'SIGCONT');
      },
    };
  }

  /** Ends the worker processes as the system does when memory runs out. Linux only. */
  killWorkers(): void {
    for (const worker of this.#workers()) process.kill(worker, 'SIGKILL');
  }

  #workers(): readonly number[] {
    const { pid } = this.#child;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
    return children.filter(isWorker).map(Number);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill(signal);
      await ended;
    }
  }
}

/** Not so a child that still is the engine's copy: the engine waits until that has become another program. */
function isWorker(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('worker-main');
  } catch {
    return false;
  }
}
