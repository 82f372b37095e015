import path from 'node:path';

/** The repository's root folder. */
export const projectRoot = path.dirname(path.dirname(import.meta.dirname));

/** Returns the absolute path of something in the repository. */
export function inProject(...parts: readonly string[]): string {
  return path.join(projectRoot, ...parts);
}
