import { existsSync } from 'node:fs';
import path from 'node:path';
import { appFolder } from '../base/app-folder.ts';
import { cacheFolder } from './cache-folder.ts';

const name = 'mobilenet-v2.h5';

/** Returns where set-up puts the pretrained MobileNetV2, in Keras's HDF5 layout. */
export function cachedEncoderFile(base: string = cacheFolder()): string {
  return path.join(base, 'encoders', name);
}

/** Returns the pretrained MobileNetV2 that came with the packaged app or with set-up, or null where there is none. */
export function encoderFile(): string | null {
  const places = [path.join(appFolder(), 'encoders', name), cachedEncoderFile()];
  return places.find((place) => existsSync(place)) ?? null;
}
