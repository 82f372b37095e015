import { cp, mkdir, rename, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Puts the sample pipeline where its user may change it, unless it is there, and returns the notebook's path. What the
 * user changed is never overwritten.
 */
export async function copySample(assetsFolder: string, dataFolder: string): Promise<string> {
  const folder = path.join(dataFolder, 'samples');
  const notebook = path.join(folder, 'pets.pipeline.yaml');
  if (await stat(notebook).catch(() => undefined)) return notebook;
  const source = path.join(assetsFolder, 'samples');
  const last = path.join(source, path.basename(notebook));
  await mkdir(folder, { recursive: true });
  await cp(source, folder, { recursive: true, force: false, filter: (file) => file !== last });
  // The notebook appears last and whole: it says that the sample is complete.
  await cp(last, `${notebook}.new`);
  await rename(`${notebook}.new`, notebook);
  return notebook;
}
