import { realpath } from 'node:fs/promises';
import path from 'node:path';

/** Whether a file or folder lies in one of the folders, with every link followed. What does not exist does not. */
export async function isInside(untrusted: string, folders: readonly string[]): Promise<boolean> {
  if (!path.isAbsolute(untrusted) || untrusted.includes('\0')) return false;
  const real = await realpath(untrusted).catch(() => null);
  if (real === null) return false;
  const roots = await Promise.all(folders.map((folder) => realpath(folder).catch(() => null)));
  return roots.some((root) => root !== null && isBelow(real, root));
}

function isBelow(file: string, root: string): boolean {
  const relative = path.relative(root, file);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}
