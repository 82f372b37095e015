import { exampleGen } from '../../../engine/components/example-gen/definition.ts';
import { runExampleGen } from '../../../engine/components/example-gen/executor.ts';
import { splitNamesJson } from '../../../engine/components/examples-artifact.ts';
import { statisticsGen } from '../../../engine/components/statistics-gen/definition.ts';
import { runStatisticsGen } from '../../../engine/components/statistics-gen/executor.ts';
import { runComponent } from '../../../engine/components/testing/run-component.ts';

// Runs one component in this process and prints its time and the most memory the process held:
//   node measure-component.ts import SOURCE OUT
//   node measure-component.ts statistics EXAMPLES OUT SPLIT...
const [what = '', source = '', folder = '', ...splits] = process.argv.slice(2);
const started = performance.now();
if (what === 'import')
  await runComponent(exampleGen, runExampleGen, { parameters: { path: source }, folder });
else {
  const properties = { split_names: splitNamesJson(splits) };
  const place = {
    id: 1,
    type: 'Examples',
    path: source,
    uri: source,
    digest: '',
    customProperties: {},
  } as const;
  await runComponent(statisticsGen, runStatisticsGen, {
    inputs: { examples: [{ ...place, properties }] },
    folder,
  });
}
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, mebibytes: process.resourceUsage().maxRSS / 1024 }));
