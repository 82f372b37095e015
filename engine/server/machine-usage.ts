import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { SystemView } from '../contract/system.ts';

const run = promisify(execFile);

/** Samples how busy this machine is. CPU use is measured between two calls. */
export class MachineUsage {
  #previous = cpuTimes();
  #gpuMissing = false;

  async sample(diskFolder: string): Promise<Omit<SystemView, 'engineVersion' | 'tensorflow' | 'workers'>> {
    const [gpu, diskFreeBytes] = await Promise.all([this.#gpu(), freeBytes(diskFolder)]);
    return {
      cpuPercent: this.#cpuPercent(),
      memoryBytes: os.totalmem() - os.freemem(),
      memoryTotalBytes: os.totalmem(),
      gpu,
      diskFreeBytes,
    };
  }

  #cpuPercent(): number {
    const now = cpuTimes();
    const total = now.total - this.#previous.total;
    const idle = now.idle - this.#previous.idle;
    this.#previous = now;
    return total === 0 ? 0 : Math.round((100 * (total - idle)) / total);
  }

  /** One `nvidia-smi` query of the first card; after one failure it is not asked again. */
  async #gpu(): Promise<SystemView['gpu']> {
    if (this.#gpuMissing) return null;
    try {
      const fields = 'name,utilization.gpu,memory.used,memory.total';
      const { stdout } = await run('nvidia-smi', [`--query-gpu=${fields}`, '--format=csv,noheader,nounits'], {
        timeout: 2000,
      });
      const [name = '', utilisation, used, total] = (stdout.split('\n')[0] ?? '')
        .split(',')
        .map((text) => text.trim());
      const mebibytes = (text: string | undefined): number => Number(text) * 1_048_576;
      return {
        name,
        utilisationPercent: Number(utilisation),
        memoryBytes: mebibytes(used),
        memoryTotalBytes: mebibytes(total),
      };
    } catch {
      this.#gpuMissing = true;
      return null;
    }
  }
}

function cpuTimes(): { readonly total: number; readonly idle: number } {
  const times = os.cpus().map((cpu) => cpu.times);
  const sum = (values: readonly number[]): number => values.reduce((left, right) => left + right, 0);
  return {
    total: sum(times.map((time) => sum(Object.values(time)))),
    idle: sum(times.map((time) => time.idle)),
  };
}

/** Free bytes of the disk that a folder lies on, or will lie on once it is made. */
async function freeBytes(folder: string): Promise<number> {
  const disk = await statfs(folder).catch(() => undefined);
  if (disk) return disk.bavail * disk.bsize;
  const parent = path.dirname(folder);
  return parent === folder ? 0 : freeBytes(parent);
}
