import { checkCycles } from '../checks/cycles.ts';
import { checkFeatures } from '../checks/features.ts';
import { checkLayers } from '../checks/layers.ts';
import { checkLockFile } from '../checks/lock-file.ts';
import { checkProtos } from '../checks/protos.ts';
import { runCommand } from '../lib/command.ts';
import { inProject, projectRoot } from '../lib/project.ts';
import { addTallies, type Stage, type Tally, tallyOfFindings } from './stage.ts';

async function runTool(name: string, ...parameters: readonly string[]): Promise<readonly string[]> {
  const tool = inProject('node_modules', '.bin', name);
  const { status, output, errors } = await runCommand(tool, parameters, { folder: projectRoot });
  return status === 0 ? [] : `${output}${errors}`.trim().split('\n');
}

const checks: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  'Lint and format': () => runTool('biome', 'ci', '--colors=off', '.'),
  Layers: checkLayers,
  'Import cycles': checkCycles,
  'Unused code': () => runTool('knip', '--no-progress'),
  'Tests of features': checkFeatures,
  'Lock file': checkLockFile,
  'Generated protobuf code': checkProtos,
};

/** Checks what no test sees: style, layering, cycles, dead code, generated code. */
export const lintStage: Stage = {
  name: 'lint',
  run: async () => {
    const tallies: Tally[] = [];
    for (const [title, check] of Object.entries(checks)) tallies.push(tallyOfFindings(title, await check()));
    return addTallies(tallies);
  },
};
