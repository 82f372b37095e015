import { existsSync } from 'node:fs';
import { runCommand } from '../lib/command.ts';
import { inProject, projectRoot } from '../lib/project.ts';
import { addTallies, type Stage, type Tally, tallyOfFindings } from './stage.ts';

const projects = ['.', 'renderer', 'playwright'];

async function checkTypes(project: string): Promise<Tally> {
  const compiler = inProject('node_modules', 'typescript', 'bin', 'tsc');
  const parameters = [compiler, '-p', project, '--pretty', 'false'];
  const { status, output } = await runCommand(process.execPath, parameters, { folder: projectRoot });
  return tallyOfFindings(`Types of ${project}`, status === 0 ? [] : output.trim().split('\n'));
}

/** Checks the types of each TypeScript project. */
export const typesStage: Stage = {
  name: 'types',
  run: async () => {
    const found = projects.filter((project) => existsSync(inProject(project, 'tsconfig.json')));
    const tallies: Tally[] = [];
    for (const project of found) tallies.push(await checkTypes(project));
    return addTallies(tallies);
  },
};
