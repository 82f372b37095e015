import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { electronWarning } from '../../contract/electron-support.ts';
import type { DoctorCheck } from '../../contract/system.ts';

/** Looks for the Electron runtime that opens the window; a packaged app is one itself and has no such package. */
export async function checkElectron(): Promise<DoctorCheck> {
  const version = electronVersion();
  return {
    name: 'Electron',
    ok: version !== null,
    found: version ?? 'not here; the browser door ("millrace serve") works without it',
    mend: 'Run "npm run setup"',
    optional: true,
  };
}

function electronVersion(): string | null {
  const folder = electronFolder();
  if (folder === null || !existsSync(path.join(folder, 'path.txt'))) return null;
  const declared: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version;
  const found = readFileSync(path.join(folder, 'dist', 'version'), 'utf8')
    .trim()
    .replace(/^v/, '');
  const warning = electronWarning(found, new Date().toISOString().slice(0, 10));
  const old = warning === null ? '' : `; ${warning}`;
  return found === declared
    ? `${found}${old}`
    : `${found}, in place of ${declared}, which could not be fetched${old}`;
}

function electronFolder(): string | null {
  try {
    return path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}
