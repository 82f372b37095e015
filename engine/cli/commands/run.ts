import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SecretStore } from '../../destinations/secrets/secret-store.ts';
import { parseOverride } from '../../pipeline/override.ts';
import { everythingBlessed } from '../blessing.ts';
import type { Command } from '../command.ts';
import { junitReport } from '../junit-report.ts';
import { problemsOfRun, refusedReport } from '../notebook-problems.ts';
import { openSession } from '../open-session.ts';
import { standardOutput, wordError } from '../output.ts';
import { parseArguments } from '../parse-arguments.ts';
import { RunProgress } from '../run-progress.ts';
import { runReport, wordReport } from '../run-report.ts';
import { UsageError } from '../usage-error.ts';

const options = {
  cell: { type: 'string', multiple: true },
  set: { type: 'string', multiple: true },
  root: { type: 'string' },
  force: { type: 'boolean' },
  json: { type: 'boolean' },
  junit: { type: 'string' },
  'require-blessing': { type: 'boolean' },
} as const;

export const runCommand: Command = {
  usage:
    'run NOTEBOOK [--cell ID]... [--set CELL.PARAMETER=VALUE]... [--root DIR] [--force] [--json] [--junit FILE] [--require-blessing]',
  summary: 'runs a notebook, or some of its cells and what they need',
  async run(args) {
    const { values, positionals } = parseArguments(args, options);
    const [notebook] = positionals;
    if (notebook === undefined || positionals.length > 1) throw new UsageError('run needs one notebook');
    const secrets = await SecretStore.create({ environment: process.env });
    const session = await openSession({
      path: notebook,
      root: values.root,
      overrides: (values.set ?? []).map(parseOverride),
      trusted: true,
      secrets: (service) => secrets.get(service),
    });
    try {
      const problems = problemsOfRun(session.notebook, session.problems(), values.cell);
      if (problems.length > 0) {
        for (const problem of problems) standardOutput.say(wordError(problem));
        if (values.json)
          standardOutput.result(JSON.stringify(refusedReport(session.path, session.notebook, problems)));
        return 2;
      }
      const progress = new RunProgress(process.stderr);
      session.subscribe((event) => progress.listen(event));
      const cancel = (): void => session.cancel();
      process.once('SIGINT', cancel).once('SIGTERM', cancel);
      const result = await session.startRun({ cells: values.cell, force: values.force }).done;
      progress.clear();
      const report = runReport(path.resolve(notebook), result, session.reader);
      standardOutput.result(values.json ? JSON.stringify(report) : wordReport(report, result.seconds));
      if (values.junit !== undefined) await writeFile(values.junit, junitReport(report, result.seconds));
      if (values['require-blessing'] && report.ok && !everythingBlessed(result, session.reader)) {
        standardOutput.say('error: the model was not blessed, and --require-blessing asks for it');
        return 1;
      }
      return report.ok ? 0 : 1;
    } finally {
      await session.close();
    }
  },
};
