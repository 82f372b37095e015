import type { Command } from '../command.ts';
import { formatChecks } from '../doctor/format-checks.ts';
import { runDoctor } from '../doctor/run-doctor.ts';
import { standardOutput } from '../output.ts';
import { parseArguments } from '../parse-arguments.ts';

export const doctorCommand: Command = {
  usage: 'doctor [--json]',
  summary: 'says what of this machine Millrace can use, and how to mend what is missing',
  async run(args) {
    const { values } = parseArguments(args, { json: { type: 'boolean' } });
    const checks = await runDoctor();
    standardOutput.result(values.json ? JSON.stringify(checks) : formatChecks(checks));
    return checks.every((check) => check.ok || check.optional) ? 0 : 1;
  },
};
