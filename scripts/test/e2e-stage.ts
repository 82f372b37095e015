import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import { build } from '../build/build.ts';
import { runCommand } from '../lib/command.ts';
import { inProject, projectRoot } from '../lib/project.ts';
import { nothing, type Stage, type Tally } from './stage.ts';

/** The figures of Playwright's JSON report. */
const reportSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

const config = inProject('playwright', 'playwright.config.ts');

/** Drives the built app in Electron and in Chromium; where there is no display, in a virtual one. */
export const e2eStage: Stage = {
  name: 'e2e',
  run: async ({ long }) => {
    if (!existsSync(config)) return nothing;
    await build();
    const folder = await mkdtemp(path.join(tmpdir(), 'millrace-e2e-'));
    try {
      return await runPlaywright(path.join(folder, 'report.json'), long);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function runPlaywright(report: string, long: boolean): Promise<Tally> {
  const playwright = [process.execPath, inProject('node_modules', '@playwright', 'test', 'cli.js'), 'test'];
  const choice = long ? [] : ['--grep-invert', '@long'];
  const parameters = [...playwright, '--config', config, '--reporter', 'list,json', ...choice];
  const [command = '', ...rest] = needsVirtualDisplay() ? [...virtualDisplay, ...parameters] : parameters;
  await runCommand(command, rest, {
    folder: projectRoot,
    output: 'show',
    variables: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
  });
  return readReport(report);
}

const virtualDisplay = ['xvfb-run', '--auto-servernum', '--server-args=-screen 0 2560x1440x24'];

function needsVirtualDisplay(): boolean {
  return process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY;
}

/** A run that ended before it could report counts as one failure. */
async function readReport(report: string): Promise<Tally> {
  const text = await readFile(report, 'utf8').catch(() => null);
  if (text === null) return { ...nothing, failed: 1 };
  const { stats } = reportSchema.parse(JSON.parse(text));
  const passed = stats.expected + stats.flaky;
  if (stats.flaky > 0) console.log(`  ${stats.flaky} passed only when tried again`);
  return { passed, failed: stats.unexpected, skipped: stats.skipped };
}
