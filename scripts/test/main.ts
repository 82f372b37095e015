import { reporting } from '../lib/reporting.ts';
import { setUp } from '../setup/set-up.ts';
import { e2eStage } from './e2e-stage.ts';
import { lintStage } from './lint-stage.ts';
import { parseOptions } from './parse-options.ts';
import { addTallies, type Stage, type StageOptions, type Tally } from './stage.ts';
import { typesStage } from './types-stage.ts';
import { unitStage } from './unit-stage.ts';

const stages: readonly Stage[] = [typesStage, lintStage, unitStage, e2eStage];

async function runStage(stage: Stage, options: StageOptions): Promise<Tally> {
  console.log(`\n== ${stage.name}`);
  const start = performance.now();
  const tally = await stage.run(options);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`== ${stage.name}: ${inWords(tally)} in ${seconds} s`);
  return tally;
}

/** The last line of the run in the form that continuous integration reads. */
function inWords({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

await reporting(async () => {
  const { only, long } = parseOptions(
    process.argv.slice(2),
    stages.map((stage) => stage.name),
  );
  const chosen = stages.filter((stage) => only?.includes(stage.name) ?? true);
  if (chosen.some((stage) => stage === unitStage || stage === e2eStage)) await setUp('test');
  const tallies: Tally[] = [];
  for (const stage of chosen) tallies.push(await runStage(stage, { long }));
  const total = addTallies(tallies);
  console.log(`\n${inWords(total)}`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
});
