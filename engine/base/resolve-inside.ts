import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { ReportedError } from './reported-error.ts';

/** A path from outside that does not stay where it must. */
export class PathError extends ReportedError<'path-outside'> {}

/**
 * The absolute path of `untrusted` below `root`, or an error: absolute paths, drives, network shares, `..`, NUL and
 * symbolic links that lead out are refused. The file itself need not exist.
 *
 * @throws PathError "path-outside"
 */
export function resolveInside(root: string, untrusted: string): string {
  if (!isPlainRelative(untrusted)) {
    throw outside(untrusted);
  }
  const base = realpathSync(root);
  const target = resolve(base, untrusted);
  if (isOutside(base, target) || isOutside(base, realPathOfExistingPart(target))) {
    throw outside(untrusted);
  }
  return target;
}

function isPlainRelative(path: string): boolean {
  return (
    path !== '' &&
    !path.includes('\0') &&
    !isAbsolute(path) &&
    !/^[A-Za-z]:/.test(path) &&
    !/^[\\/]/.test(path) &&
    !path.split(/[\\/]/).includes('..')
  );
}

function isOutside(base: string, target: string): boolean {
  const path = relative(base, target);
  return path === '..' || path.startsWith(`..${join('/')}`) || isAbsolute(path);
}

function realPathOfExistingPart(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // A dangling link also lands here: its parent is inside, and opening it fails or creates the link's target,
    // which writeFileAtomic() replaces instead of following.
    const parent = dirname(path);
    return parent === path ? path : join(realPathOfExistingPart(parent), path.slice(parent.length));
  }
}

function outside(path: string): PathError {
  return new PathError(
    'path-outside',
    `Cannot use the path ${JSON.stringify(path)}: it leads outside its folder`,
    {
      hint: 'Give a path relative to the folder, without ".."',
    },
  );
}
