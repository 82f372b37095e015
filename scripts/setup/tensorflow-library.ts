import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { hasNvidiaGpu } from '../../engine/runtime/nvidia-gpu.ts';
import { type TensorflowPin, tensorflowPin } from '../../engine/runtime/pins.ts';
import { RuntimeError } from '../../engine/runtime/runtime-error.ts';
import { isRuntimeEntry, tensorflowFolder, thisPlatform } from '../../engine/runtime/tensorflow-folder.ts';
import { unpackWheels } from '../../engine/runtime/unpack-wheels.ts';
import type { Progress } from '../lib/progress.ts';
import { fetchWheel } from './fetch-wheel.ts';

/**
 * Sees to TensorFlow's libraries and headers in the cache, the CUDA build where a card answers, and returns their
 * folder.
 *
 * @throws RuntimeError
 */
export async function provideTensorflow(progress: Progress): Promise<string> {
  const pin = await choosePin();
  const folder = tensorflowFolder(pin.device);
  if (existsSync(folder)) return folder;
  progress.say(`Fetching TensorFlow ${pin.wheel.version} (${pin.device})`);
  const wheels: string[] = [];
  for (const each of [pin.wheel, ...pin.companions]) wheels.push(await fetchWheel(each, progress));
  progress.say(`Unpacking TensorFlow to ${folder}`);
  await mkdir(path.dirname(folder), { recursive: true });
  await unpackWheels({ wheels, folder, wanted: isRuntimeEntry });
  for (const wheel of wheels) await rm(wheel);
  return folder;
}

async function choosePin(): Promise<TensorflowPin> {
  const cuda = tensorflowPin(thisPlatform(), 'cuda');
  if (cuda && (await hasNvidiaGpu())) return cuda;
  const cpu = tensorflowPin(thisPlatform(), 'cpu');
  if (cpu) return cpu;
  throw new RuntimeError('platform-unsupported', `No TensorFlow build is pinned for ${thisPlatform()}`, {
    hint: 'Run Millrace on Linux (x64, arm64) or on a Mac with Apple silicon; on Windows use WSL',
  });
}
