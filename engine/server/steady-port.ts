import { createHash } from 'node:crypto';

/** Below the ports that systems hand out by themselves (from 32,768 on Linux), above those of most services. */
const first = 20_000;
const count = 12_768;

/**
 * Returns the port that the desktop's engine asks for, the same at each start and another one for each user. The window's
 * origin has the port in it: with a new one at each start, Chromium would forget the window's settings and layout, and
 * compile its scripts anew.
 */
export function steadyPort(dataFolder: string): number {
  return first + (createHash('sha256').update(dataFolder).digest().readUInt32BE() % count);
}
