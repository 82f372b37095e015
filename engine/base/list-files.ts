import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pooledMap } from './pooled-map.ts';

export interface ListedFile {
  /** Relative to the folder, with forward slashes, in Unicode's composed form (NFC). */
  readonly path: string;
  readonly absolutePath: string;
  readonly sizeBytes: number;
}

/** Every regular file below a folder, sorted by relative path (code units), so that the order is the same anywhere. */
export async function listFiles(folder: string): Promise<readonly ListedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await pooledMap(paths, 64, async (absolutePath) => ({
    path: relative(folder, absolutePath).split(sep).join('/').normalize('NFC'),
    absolutePath,
    sizeBytes: (await stat(absolutePath)).size,
  }));
  return files.sort((left, right) => (left.path < right.path ? -1 : 1));
}
