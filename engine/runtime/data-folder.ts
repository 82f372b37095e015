import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Returns the folder for what Millrace keeps for one user and cannot make again: the list of recent notebooks, the
 * sample as the user changed it, pipeline roots of notebooks that may not be written beside. `MILLRACE_DATA_HOME` names
 * another one.
 */
export function dataFolder(variables: Readonly<Record<string, string | undefined>> = process.env): string {
  if (variables.MILLRACE_DATA_HOME) return path.resolve(variables.MILLRACE_DATA_HOME);
  if (process.platform === 'darwin')
    return path.join(homedir(), 'Library', 'Application Support', 'Millrace', 'data');
  if (process.platform === 'win32') {
    return path.join(variables.APPDATA ?? path.join(homedir(), 'AppData', 'Roaming'), 'Millrace', 'data');
  }
  return path.join(variables.XDG_DATA_HOME ?? path.join(homedir(), '.local', 'share'), 'millrace');
}
