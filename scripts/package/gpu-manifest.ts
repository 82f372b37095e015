import { writeFile } from 'node:fs/promises';
import type { GpuManifest } from '../../engine/runtime/gpu-manifest.ts';
import { tensorflowPin, tensorflowVersion } from '../../engine/runtime/pins.ts';
import { thisPlatform } from '../../engine/runtime/tensorflow-folder.ts';
import { wheelLocation } from '../setup/wheel-location.ts';

/** Writes where the app finds the GPU runtime on request; on a system that has none, nothing. */
export async function writeGpuManifest(file: string): Promise<void> {
  const pin = tensorflowPin(thisPlatform(), 'cuda');
  if (pin === null) return;
  const wheels: GpuManifest['wheels'] = [];
  for (const { name, file: wheel, sha256, ...rest } of [pin.wheel, ...pin.companions]) {
    const url = await wheelLocation({ name, file: wheel, sha256, ...rest });
    if (url?.startsWith('https:')) wheels.push({ name, file: wheel, sha256, url });
  }
  const manifest: GpuManifest = { version: tensorflowVersion, wheels };
  await writeFile(file, JSON.stringify(manifest, null, 2));
}
