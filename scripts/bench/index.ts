import { parseArgs } from 'node:util';
import { build } from '../build/build.ts';
import { reporting } from '../lib/reporting.ts';
import { setUp } from '../setup/set-up.ts';
import { formatMeasurements } from './format-measurements.ts';
import type { Measurement } from './measurement.ts';

/** A part of the benchmark: a module of its own, loaded only when it is asked for. */
interface BenchModule {
  readonly bench: () => Promise<readonly Measurement[]>;
}

const parts = ['data', 'training', 'evaluate', 'notebook', 'engine', 'package'] as const;

await reporting(async () => {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const unknown = positionals.find((name) => !parts.some((part) => part === name));
  if (unknown !== undefined) {
    console.error(`There is no benchmark "${unknown}": there are ${parts.join(', ')}`);
    return 2;
  }
  const chosen = parts.filter((part) => positionals.length === 0 || positionals.includes(part));
  await setUp('test');
  if (chosen.includes('notebook')) await build();
  const measurements: Measurement[] = [];
  for (const part of chosen) measurements.push(...(await measure(part, values.json)));
  if (values.json) console.log(JSON.stringify(measurements));
  return 0;
});

/** Measures one part and, for people, prints its figures at once. */
async function measure(part: (typeof parts)[number], quiet: boolean): Promise<readonly Measurement[]> {
  if (!quiet) console.log(`== ${part}`);
  const { bench } = (await import(`./${part}.ts`)) as BenchModule;
  const measurements = await bench();
  if (!quiet) console.log(formatMeasurements(measurements));
  return measurements;
}
