import { realpath } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { type ListedFile, listFiles } from '../../../base/list-files.ts';
import { pooledMap } from '../../../base/pooled-map.ts';
import { ExampleGenError } from '../example-gen-error.ts';

/** Files whose name, or a folder above them, begins with a dot are no data: archives made on a Mac hold "._" files. */
function isHidden(path: string): boolean {
  return path.split('/').some((part) => part.startsWith('.'));
}

/**
 * The visible files below a folder, sorted by path.
 * @throws ExampleGenError "no-such-folder", "outside-folder" for a symbolic link that leads out of the folder
 */
export async function listVisibleFiles(folder: string): Promise<readonly ListedFile[]> {
  const files = await listFiles(folder).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ExampleGenError('no-such-folder', `Cannot list the folder "${folder}": ${reason}`, {
      location: { file: folder, parameter: 'path' },
      hint: 'Set the path of ExampleGen to an existing folder, relative to the notebook.',
      cause,
    });
  });
  return files.filter(({ path }) => !isHidden(path));
}

/** @throws ExampleGenError "outside-folder" when one of the files is reached through a link out of the folder */
export async function refuseLinksOut(folder: string, files: readonly string[]): Promise<void> {
  const root = await realpath(folder);
  await pooledMap(files, 32, async (file) => {
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
