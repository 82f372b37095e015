import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 5;

/** The longest that this process' event loop was held up while some work was done, in milliseconds. */
export async function longestBlock(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  await work();
  // What blocked last is noticed by the timer's next tick.
  await new Promise((resolve) => setTimeout(resolve, 4 * RESOLUTION_MS));
  delay.disable();
  return Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
}
