import { readFile } from 'node:fs/promises';
import { inProject } from '../lib/project.ts';

/** Returns what would tie the lock file to one registry: an address in it. */
export async function checkLockFile(): Promise<readonly string[]> {
  const text = await readFile(inProject('package-lock.json'), 'utf8');
  return findAddresses(text).map((line) => `package-lock.json records a registry address: ${line}`);
}

/** Returns the lines of a lock file that say where a package was fetched from. */
export function findAddresses(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('"resolved": "http'));
}
