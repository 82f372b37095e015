import { parseArgs } from 'node:util';
import { reporting } from '../lib/reporting.ts';
import { setUp } from '../setup/set-up.ts';
import { packageApp } from './package-app.ts';

await reporting(async () => {
  const { values } = parseArgs({
    options: {
      installers: { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
    },
  });
  await setUp('start');
  const { folder, report } = await packageApp(values);
  console.log(`\n${report}\n\n${folder}`);
  return 0;
});
