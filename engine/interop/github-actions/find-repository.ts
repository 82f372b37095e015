import { stat } from 'node:fs/promises';
import path from 'node:path';

/** The root of the git repository that a folder lies in: where ".git" is, a folder, or a file in a worktree. */
export async function findRepository(folder: string): Promise<string | null> {
  const found = await stat(path.join(folder, '.git')).catch(() => null);
  if (found !== null) return folder;
  const parent = path.dirname(folder);
  return parent === folder ? null : findRepository(parent);
}
