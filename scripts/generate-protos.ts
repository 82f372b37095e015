import { rm } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './lib/command.ts';
import { inProject } from './lib/project.ts';

const folder = inProject('engine', 'formats', 'proto');
const tools = inProject('node_modules', '.bin');

await rm(path.join(folder, 'gen'), { recursive: true, force: true });
const { status } = await runCommand(path.join(tools, 'buf'), ['generate'], {
  folder,
  output: 'show',
  variables: { PATH: `${tools}${path.delimiter}${process.env.PATH}` },
});
process.exitCode = status ?? 1;
