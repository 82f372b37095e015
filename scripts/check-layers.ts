import { checkCycles } from './checks/cycles.ts';
import { checkLayers } from './checks/layers.ts';

const findings = [...(await checkLayers()), ...(await checkCycles())];
for (const finding of findings) console.log(finding);
process.exitCode = findings.length === 0 ? 0 : 1;
