import { execFile } from 'node:child_process';

/** An NVIDIA card as its driver describes it. */
export interface NvidiaGpu {
  readonly name: string;
  readonly driver: string;
  readonly computeCapability: number;
  readonly memoryBytes: number;
}

const query = '--query-gpu=name,driver_version,compute_cap,memory.total';

/** Reads the lines of `nvidia-smi --query-gpu=... --format=csv,noheader,nounits`; memory comes in MiB. */
export function parseNvidiaSmi(text: string): readonly NvidiaGpu[] {
  return text
    .split('\n')
    .map((line) => line.split(',').map((field) => field.trim()))
    .filter((fields) => fields.length === 4)
    .map(([name = '', driver = '', capability, memory]) => ({
      name,
      driver,
      computeCapability: Number(capability),
      memoryBytes: Number(memory) * 2 ** 20,
    }));
}

/** Returns the cards that `nvidia-smi` answers for; none where there is no driver. */
export function nvidiaGpus(): Promise<readonly NvidiaGpu[]> {
  return new Promise((resolve) => {
    execFile('nvidia-smi', [query, '--format=csv,noheader,nounits'], { timeout: 10_000 }, (error, output) =>
      resolve(error ? [] : parseNvidiaSmi(output)),
    );
  });
}

/** Whether an NVIDIA card answers on this machine. */
export async function hasNvidiaGpu(): Promise<boolean> {
  return (await nvidiaGpus()).length > 0;
}
