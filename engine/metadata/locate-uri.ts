import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { resolveInside } from '../base/resolve-inside.ts';

/**
 * The folder of an artifact below the pipeline root that is open now. A recorded URI is data: wherever the root lay
 * when it was written, only its last three parts, TFX's `<node>/<key>/<execution id>`, are followed, and never out
 * of the root.
 *
 * @throws PathError when these parts lead out of the root
 */
export function locateUri(root: string, uri: string): string {
  const parts = uri.split(/[\\/]/).filter((part) => part !== '');
  return resolveInside(root, join(...parts.slice(-3)));
}

/** Whether the artifact's folder is there. */
export function isPresent(root: string, uri: string): boolean {
  try {
    return existsSync(locateUri(root, uri));
  } catch {
    return false;
  }
}
