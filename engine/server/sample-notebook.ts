import { cp, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Puts the sample pipeline where its user may change it, unless it is there, and returns the notebook's path. What the
 * user changed is never overwritten.
 */
export async function copySample(assetsFolder: string, dataFolder: string): Promise<string> {
  const folder = path.join(dataFolder, 'samples');
  const notebook = path.join(folder, 'pets.pipeline.yaml');
  if (await stat(notebook).catch(() => undefined)) return notebook;
  await mkdir(folder, { recursive: true });
  await cp(path.join(assetsFolder, 'samples'), folder, { recursive: true, force: false });
  return notebook;
}
