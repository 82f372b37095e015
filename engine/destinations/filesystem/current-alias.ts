import { existsSync } from 'node:fs';
import { readlink, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { FilesystemError } from './filesystem-error.ts';
import { listVersions } from './push-folder.ts';

const aliasName = 'current';

/** The version that the alias `current` of a folder of pushes points at; null without one. */
export async function currentVersion(baseDirectory: string): Promise<string | null> {
  const target = await readlink(path.join(baseDirectory, aliasName)).catch(() => null);
  return target === null ? null : path.basename(target);
}

/**
 * Points `current` at a version, in one step that readers never see half-done. TensorFlow Serving looks only at folders
 * named by a number, so the alias is for servers that are told a path.
 *
 * @throws FilesystemError "no-such-version"
 */
export async function pointCurrentAt(baseDirectory: string, version: string): Promise<void> {
  if (!existsSync(path.join(baseDirectory, version, 'saved_model.pb'))) {
    const known = await listVersions(baseDirectory);
    throw new FilesystemError('no-such-version', `Version ${version} is no longer in "${baseDirectory}"`, {
      hint: known.length > 0 ? `There are ${known.join(', ')}` : 'The folder holds no version. Push again',
    });
  }
  const alias = path.join(baseDirectory, aliasName);
  const next = path.join(baseDirectory, `.${aliasName}-${process.pid}`);
  await rm(next, { force: true });
  await symlink(version, next, 'junction');
  await rename(next, alias);
}
