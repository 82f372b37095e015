import { writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';

/** What a worker's threads are started with; the same number is asked of its session. */
const niceness = constants.priority.PRIORITY_BELOW_NORMAL;
const retryMs = 200;

/**
 * Whether workers need a session of their own. Linux shares processor time out among sessions first (its "autogroups"),
 * and niceness counts only within one: beside the window's browser a worker would weigh as much as it does, however
 * nice it is.
 */
export const workersHaveSession = process.platform === 'linux';

/**
 * Lets a process and, where it leads one, its session go after whatever a person looks at: training takes every core,
 * and nobody must feel it. Threads inherit the priority, so this is called before the process starts any.
 */
export function giveWay(pid: number): void {
  try {
    setPriority(pid, niceness);
  } catch {
    // The process is gone already, or the system forbids it: then it runs as it is.
  }
  if (workersHaveSession) {
    lowerSession(pid, 3);
  }
}

/** The kernel takes one such change in a tenth of a second; the next worker's has to wait. */
function lowerSession(pid: number, attempts: number): void {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(niceness));
  } catch (error) {
    const isTooSoon = (error as NodeJS.ErrnoException).code === 'EAGAIN';
    if (isTooSoon && attempts > 1) {
      setTimeout(() => lowerSession(pid, attempts - 1), retryMs).unref();
    }
    // Else the kernel has no such groups, or the process is gone.
  }
}
