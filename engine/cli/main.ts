import { toErrorView } from '../base/error-view.ts';
import { ReportedError } from '../base/reported-error.ts';
import type { Command } from './command.ts';
import { standardOutput, wordError } from './output.ts';
import { UsageError } from './usage-error.ts';

/** Loaded on demand, so that each command pays only for what it uses. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./commands/run.ts')).runCommand,
  status: async () => (await import('./commands/status.ts')).statusCommand,
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  compare: async () => (await import('./commands/compare.ts')).compareCommand,
  export: async () => (await import('./commands/export.ts')).exportCommand,
  submit: async () => (await import('./commands/submit.ts')).submitCommand,
  executor: async () => (await import('./commands/executor.ts')).executorCommand,
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand,
};

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help') {
    standardOutput.result(await help());
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) return complain(`there is no command "${name}"`, await help());
  const command = await load();
  try {
    return await command.run(args);
  } catch (error) {
    if (error instanceof UsageError) return complain(error.message, `usage: millrace ${command.usage}`);
    standardOutput.say(wordError(toErrorView(error)));
    return error instanceof ReportedError ? 2 : 1;
  }
}

function complain(message: string, usage: string): number {
  standardOutput.say(`error: ${message}\n${usage}`);
  return 2;
}

async function help(): Promise<string> {
  const lines = await Promise.all(
    Object.values(commands).map(async (load) => {
      const { usage, summary } = await load();
      return `  millrace ${usage}\n      ${summary}`;
    }),
  );
  return `Millrace: production ML pipelines on your own workstation\n\n${lines.join('\n')}`;
}
