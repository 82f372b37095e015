import { parseArgs } from 'node:util';
import { formatChecks } from '../../engine/cli/doctor/format-checks.ts';
import { runDoctor } from '../../engine/cli/doctor/run-doctor.ts';
import { reporting } from '../lib/reporting.ts';
import { setUp } from './set-up.ts';

await reporting(async () => {
  const { values } = parseArgs({ options: { 'engine-only': { type: 'boolean', default: false } } });
  await setUp(values['engine-only'] ? 'engine' : 'test');
  const checks = await runDoctor();
  console.log(formatChecks(checks));
  return checks.every((check) => check.ok || check.optional) ? 0 : 1;
});
