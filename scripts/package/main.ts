import { parseArgs } from 'node:util';
import { reporting } from '../lib/reporting.ts';
import { setUp } from '../setup/set-up.ts';
import { packageApp } from './package-app.ts';
import { budgetMegabytes, isWithinBudget, wordSizes } from './size-report.ts';

await reporting(async () => {
  const { values } = parseArgs({
    options: {
      installers: { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
    },
  });
  await setUp('start');
  const { folder, sizes } = await packageApp(values);
  console.log(`\n${wordSizes(sizes)}\n\n${folder}`);
  if (isWithinBudget(sizes)) return 0;
  console.error(`\nThe package is larger than its budget of ${budgetMegabytes} MB compressed.`);
  return 1;
});
