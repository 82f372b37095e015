import { writeSync } from 'node:fs';
import process from 'node:process';
import { workerData } from 'node:worker_threads';

/** A thread beside one that TensorFlow blocks: ends the whole process when it takes more memory than it may. */
const { limitBytes, marker, everyMs } = workerData as {
  readonly limitBytes: number;
  /** What is written to the error output first, so that the parent knows why. */
  readonly marker: string;
  readonly everyMs: number;
};

setInterval(() => {
  if (process.memoryUsage.rss() > limitBytes) {
    writeSync(2, marker);
    process.kill(process.pid, 'SIGKILL');
  }
}, everyMs);
