import { stat } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../../engine/runtime/cache-folder.ts';
import { downloadFile } from '../../engine/runtime/download.ts';
import { fileDigest } from '../../engine/runtime/file-digest.ts';
import type { WheelPin } from '../../engine/runtime/pins.ts';
import { RuntimeError } from '../../engine/runtime/runtime-error.ts';
import { runCommand } from '../lib/command.ts';
import type { Progress } from '../lib/progress.ts';
import { pipTarget, python, wheelLocation } from './wheel-location.ts';

/**
 * Returns the path of the pinned wheel in the cache, fetched and checked against its SHA-256 if need be.
 *
 * @throws RuntimeError `location-unknown`, `download-failed` or `checksum-mismatch`
 */
export async function fetchWheel(pin: WheelPin, progress: Progress): Promise<string> {
  const target = path.join(cacheFolder(), 'wheels', pin.file);
  if (await isFile(target)) return target;
  const url = await wheelLocation(pin);
  progress.say(`  fetching ${pin.file}`);
  if (url === null) await fetchWithPip(pin, target);
  else await downloadFile({ url, sha256: pin.sha256, target, onProgress: progress.download(pin.name) });
  return target;
}

/** pip before 22.2 cannot say where a wheel lies, but it can fetch it. */
async function fetchWithPip(pin: WheelPin, target: string): Promise<void> {
  const parameters = ['-m', 'pip', 'download', '--dest', path.dirname(target), ...pipTarget(pin)];
  const { status } = await runCommand(python, parameters, { output: 'show' });
  if (status !== 0) {
    throw new RuntimeError(
      'location-unknown',
      `Cannot find ${pin.name} ${pin.version} with "${python} -m pip"`,
      {
        hint: 'Install Python 3 with pip (on Debian: apt-get install python3-pip) and check that it reaches its package index',
      },
    );
  }
  const found = await fileDigest(target);
  if (found !== pin.sha256) {
    throw new RuntimeError(
      'checksum-mismatch',
      `The SHA-256 of "${target}" is ${found}, expected ${pin.sha256}`,
      {
        hint: 'Remove the file and try again',
      },
    );
  }
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
