import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly folder?: string;
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** `show` lets the command write to this terminal; `keep`, the default, gathers what it prints. */
  readonly output?: 'keep' | 'show';
  readonly timeoutMs?: number;
}

export interface CommandResult {
  /** Null where the command could not be started or was killed. */
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program to its end. A program that does not exist or fails is a result, not an exception. */
export function runCommand(
  command: string,
  parameters: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const child = spawn(command, parameters, {
    cwd: options.folder,
    env: { ...process.env, ...options.variables },
    stdio: options.output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    timeout: options.timeoutMs,
    killSignal: 'SIGKILL',
  });
  const output: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk));
  return new Promise((resolve) => {
    const end = (status: number | null) =>
      resolve({ status, output: Buffer.concat(output).toString(), errors: Buffer.concat(errors).toString() });
    child.on('error', (error) => {
      errors.push(Buffer.from(error.message));
      end(null);
    });
    child.on('close', end);
  });
}

/** Whether a program of this name can be started. */
export async function hasCommand(command: string, versionFlag = '--version'): Promise<boolean> {
  const { status } = await runCommand(command, [versionFlag]);
  return status !== null;
}
