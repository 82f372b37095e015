import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ListedFile } from '../../../base/list-files.ts';
import { pooledMap } from '../../../base/pooled-map.ts';
import { ExampleGenError } from '../example-gen-error.ts';

const AT_ONCE = 64;

/**
 * The visible files below a folder and what links to files lead to, sorted by path.
 * @throws ExampleGenError "no-such-folder"
 */
export async function listVisibleFiles(folder: string): Promise<readonly ListedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw noSuchFolder(folder, cause);
  });
  const candidates = entries.filter((entry) => entry.isFile() || entry.isSymbolicLink());
  const files = await pooledMap(candidates, AT_ONCE, (entry) => describeEntry(folder, entry));
  return files.filter((file) => file !== null).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** @throws ExampleGenError "outside-folder" when one of the files is reached through a link out of the folder */
export async function refuseLinksOut(folder: string, files: readonly string[]): Promise<void> {
  const root = await realpath(folder);
  await pooledMap(files, AT_ONCE, async (file) => {
    const path = relative(root, await realpath(file));
    if (path !== '..' && !path.startsWith(`..${sep}`)) return;
    throw new ExampleGenError(
      'outside-folder',
      `"${file}" is a link to a file outside the folder "${folder}"`,
      {
        location: { file },
        hint: 'Copy the file into the folder, so that the data cannot change from elsewhere.',
      },
    );
  });
}

async function describeEntry(folder: string, entry: Dirent): Promise<ListedFile | null> {
  const absolutePath = join(entry.parentPath, entry.name);
  const path = relative(folder, absolutePath).split(sep).join('/').normalize('NFC');
  if (isHidden(path)) return null;
  const found = await stat(absolutePath).catch(() => null);
  return found?.isFile() ? { path, absolutePath, sizeBytes: found.size } : null;
}

/** Files whose name, or a folder above them, begins with a dot are no data: archives made on a Mac hold "._" files. */
function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.'));
}

function noSuchFolder(folder: string, cause: unknown): ExampleGenError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
  const message = isMissing
    ? `There is no folder "${folder}"`
    : `Cannot list the folder "${folder}": ${reason}`;
  return new ExampleGenError('no-such-folder', message, {
    location: { file: folder, parameter: 'path' },
    hint: 'Set the path of ExampleGen to an existing folder, relative to the notebook.',
    cause,
  });
}
