import { homedir } from 'node:os';
import path from 'node:path';

interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

const here = (): Surroundings => ({ platform: process.platform, home: homedir(), variables: process.env });

/**
 * Returns the folder for files that can be fetched again, shared by all checkouts and versions of one user:
 * `$XDG_CACHE_HOME/millrace`, or the system's own place for caches.
 */
export function cacheFolder(surroundings: Surroundings = here()): string {
  const { platform, home, variables } = surroundings;
  if (variables.XDG_CACHE_HOME) return path.join(variables.XDG_CACHE_HOME, 'millrace');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'millrace');
  if (platform === 'win32') {
    return path.join(variables.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'millrace', 'cache');
  }
  return path.join(home, '.cache', 'millrace');
}
