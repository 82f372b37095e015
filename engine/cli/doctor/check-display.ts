import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DoctorCheck } from '../../contract/system.ts';

/** Says whether a window can be opened here. */
export async function checkDisplay(): Promise<DoctorCheck> {
  const display = process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY;
  const own = process.platform !== 'linux';
  const virtual = (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, 'Xvfb')));
  const without = virtual ? 'none, but Xvfb for tests' : 'none';
  return {
    name: 'Display',
    ok: own || display !== undefined,
    found: own ? "the system's own" : (display ?? without),
    mend: 'Without a display "npm start" opens the browser door and prints its address',
    optional: true,
  };
}
