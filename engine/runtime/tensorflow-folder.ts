import path from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { type TensorflowPin, tensorflowVersion } from './pins.ts';

/** Returns `linux-x64` and the like: the key of pins and of folders in the cache. */
export const thisPlatform = (): string => `${process.platform}-${process.arch}`;

/** Returns the folder that TensorFlow's libraries and headers for one device are unpacked to. */
export function tensorflowFolder(device: TensorflowPin['device'], base: string = cacheFolder()): string {
  return path.join(base, 'tensorflow', `${tensorflowVersion}-${device}-${thisPlatform()}`);
}

const headers =
  /^tensorflow\/include\/(tensorflow\/c|tensorflow\/core\/platform|tsl\/platform|xla\/tsl\/c)\/.*\.h$/;
const libraries = /^tensorflow\/libtensorflow_[^/]*$/;
const licences = /^(tensorflow\/include\/LICENSE|[^/]*\.dist-info\/(.*\/)?(LICENSE|License)[^/]*)$/;

/**
 * Whether an entry of a TensorFlow or NVIDIA wheel is needed to build and run the binding. Folders keep the wheels'
 * layout, because TensorFlow finds NVIDIA's libraries by paths relative to its own.
 */
export function isRuntimeEntry(entry: string): boolean {
  if (entry.startsWith('nvidia/')) return !entry.includes('/include/') && !entry.endsWith('.py');
  return libraries.test(entry) || headers.test(entry) || licences.test(entry);
}
