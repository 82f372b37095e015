import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ReportedError } from '../../engine/base/reported-error.ts';
import { hasCommand } from '../lib/command.ts';
import { inProject } from '../lib/project.ts';

/** The installers of Linux that can be made on a machine, and why not the others. */
export interface LinuxInstallers {
  readonly targets: readonly ('AppImage' | 'deb')[];
  /** Where electron-builder finds what stands in for fpm; null where it fetches fpm itself. */
  readonly fpm: string | null;
  readonly missing: readonly string[];
}

export interface LinuxTools {
  /** Whether electron-builder's own tools can be fetched. */
  readonly github: boolean;
  readonly dpkg: boolean;
  /** A folder with AppImage's tools, as electron-builder reads `APPIMAGE_TOOLS_PATH`. */
  readonly appImageTools: string | undefined;
}

/** Says what can be made with the tools there are. `fpm` is the stand-in's path. */
export function chooseInstallers({ github, dpkg, appImageTools }: LinuxTools, fpm: string): LinuxInstallers {
  if (github) return { targets: ['AppImage', 'deb'], fpm: null, missing: [] };
  const appImage = appImageTools !== undefined;
  return {
    targets: [...(appImage ? (['AppImage'] as const) : []), ...(dpkg ? (['deb'] as const) : [])],
    fpm,
    missing: [
      ...(appImage
        ? []
        : ['AppImage: its runtime comes from github.com; APPIMAGE_TOOLS_PATH may name a folder with it']),
      ...(dpkg ? [] : ['deb: fpm comes from github.com, and there is no dpkg-deb']),
    ],
  };
}

/**
 * Sees to the tools of Linux's installers, and says in capitals which installers will not be made.
 * @throws ReportedError "no-installers" where none can be made
 */
export async function provideLinuxTools(): Promise<LinuxInstallers['targets']> {
  const tools = {
    github: await reaches('https://github.com'),
    dpkg: await hasCommand('dpkg-deb'),
    appImageTools: process.env.APPIMAGE_TOOLS_PATH,
  };
  const { targets, fpm, missing } = chooseInstallers(tools, await writeStandIn());
  if (fpm !== null) process.env.CUSTOM_FPM_PATH ??= fpm;
  for (const each of missing) console.warn(`\nNOT MADE: ${each}.\n`);
  if (targets.length === 0)
    throw new ReportedError('no-installers', 'No installer can be made on this machine', {
      hint: 'Connect it to github.com, or let the release workflow make them',
    });
  return targets;
}

async function reaches(address: string): Promise<boolean> {
  const answer = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(5000) }).catch(
    () => null,
  );
  return answer?.ok ?? false;
}

/** A program in a file of its own, since electron-builder asks for one. */
async function writeStandIn(): Promise<string> {
  const file = path.join(await mkdtemp(path.join(tmpdir(), 'millrace-fpm-')), 'fpm');
  const script = inProject('scripts', 'package', 'deb', 'fpm.ts');
  await writeFile(file, `#!/bin/sh\nexec '${process.execPath}' '${script}' "$@"\n`, { mode: 0o755 });
  return file;
}
