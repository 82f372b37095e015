import { formatChecks } from '../engine/cli/doctor/format-checks.ts';
import { runDoctor } from '../engine/cli/doctor/run-doctor.ts';

const checks = await runDoctor();
console.log(formatChecks(checks));
process.exitCode = checks.every((check) => check.ok || check.optional) ? 0 : 1;
