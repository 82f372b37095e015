import { statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { DoctorCheck } from '../../contract/system.ts';

const neededBytes = 4e9;

/** Looks whether the home folder's disk has room for TensorFlow, a data set and a few models. */
export async function checkDisk(): Promise<DoctorCheck> {
  const { bavail, bsize } = await statfs(homedir());
  const free = bavail * bsize;
  return {
    name: 'Disk',
    ok: free > neededBytes,
    found: `${(free / 1e9).toFixed(1)} GB free in ${homedir()}`,
    mend: `Make room: at least ${neededBytes / 1e9} GB`,
    optional: true,
  };
}
