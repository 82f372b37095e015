import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as z from 'zod';
import type { WheelPin } from '../../engine/runtime/pins.ts';
import { runCommand } from '../lib/command.ts';

/** The part of pip's installation report (its specification, version 1) that says where a wheel lies. */
const reportSchema = z.object({
  install: z.array(z.object({ download_info: z.object({ url: z.url() }) })).min(1),
});

export const python = process.platform === 'win32' ? 'python' : 'python3';

/** pip's flags that ask for exactly the pinned wheel, whatever Python and system pip itself runs on. */
export function pipTarget(pin: WheelPin): string[] {
  const [pythonTag = '', , platforms = ''] = pin.file
    .replace(/\.whl$/, '')
    .split('-')
    .slice(2);
  const version = /^cp3(\d+)$/.exec(pythonTag)?.[1];
  return [
    '--no-deps',
    '--only-binary=:all:',
    ...(version ? ['--python-version', `3.${version}`] : []),
    ...(platforms === 'any' ? [] : platforms.split('.').flatMap((platform) => ['--platform', platform])),
    `${pin.name}==${pin.version}`,
  ];
}

/**
 * Asks pip, with whatever index, mirror or folder of wheels it is set up for, where the pinned wheel lies.
 * Returns null where there is no pip that can tell.
 */
export async function wheelLocation(pin: WheelPin): Promise<string | null> {
  const folder = await mkdtemp(path.join(tmpdir(), 'millrace-pip-'));
  try {
    const report = path.join(folder, 'report.json');
    const common = ['-m', 'pip', 'install', '--dry-run', '--quiet', '--ignore-installed', '--report', report];
    const { status } = await runCommand(python, [...common, '--target', folder, ...pipTarget(pin)]);
    if (status !== 0) return null;
    const { install } = reportSchema.parse(JSON.parse(await readFile(report, 'utf8')));
    return install[0]?.download_info.url ?? null;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
