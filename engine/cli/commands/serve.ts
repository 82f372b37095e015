import type { Command } from '../command.ts';
import { standardOutput } from '../output.ts';
import { parseArguments } from '../parse-arguments.ts';
import { UsageError } from '../usage-error.ts';

const options = {
  root: { type: 'string' },
  port: { type: 'string', default: '0' },
  sample: { type: 'boolean' },
  /** Started by Electron's main process: speak over its channel and print nothing. */
  desktop: { type: 'boolean' },
} as const;

export const serveCommand: Command = {
  usage: 'serve [NOTEBOOK | --sample] [--root DIR] [--port N]',
  summary: 'opens the notebook in a browser, on this machine or through an SSH tunnel',
  async run(args) {
    const { values, positionals } = parseArguments(args, options);
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new UsageError(`"--port ${values.port}" is not a port`);
    const engineOptions = { notebook: positionals[0], root: values.root, sample: values.sample, port };
    if (values.desktop) return (await import('../serve-desktop.ts')).serveDesktop(engineOptions);
    const { startEngine } = await import('../start-engine.ts');
    const engine = await startEngine(engineOptions);
    standardOutput.result(`Millrace is at ${engine.url}`);
    standardOutput.say('Stop it with Ctrl+C.');
    await stopSignal();
    await engine.close();
    return 0;
  },
};

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve()).once('SIGTERM', () => resolve());
  });
}
