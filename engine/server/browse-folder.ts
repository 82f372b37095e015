import { readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type * as z from 'zod';
import { ReportedError } from '../base/reported-error.ts';
import type { methods } from '../contract/index.ts';

type FolderView = z.infer<(typeof methods)['system.browse']['result']>;

/**
 * Lists a folder for the browser door's file dialog: folders first, then notebooks, then other files.
 *
 * @throws ReportedError "cannot-read-folder"
 */
export async function browseFolder(folder: string | undefined): Promise<FolderView> {
  const resolved = path.resolve(folder ?? os.homedir());
  const entries = await readdir(resolved, { withFileTypes: true }).catch((cause: unknown) => {
    throw new ReportedError('cannot-read-folder', `Cannot read the folder "${resolved}"`, {
      hint: 'Check that it exists and that you may read it.',
      location: { file: resolved },
      cause,
    });
  });
  const visible = entries
    .filter((entry) => !entry.name.startsWith('.'))
    .map((entry) => ({ name: entry.name, kind: kindOf(entry.name, entry.isDirectory()) }));
  const order = { folder: 0, notebook: 1, file: 2 };
  visible.sort((left, right) => order[left.kind] - order[right.kind] || left.name.localeCompare(right.name));
  const parent = path.dirname(resolved);
  return { path: resolved, parent: parent === resolved ? null : parent, entries: visible };
}

function kindOf(name: string, isFolder: boolean): FolderView['entries'][number]['kind'] {
  if (isFolder) return 'folder';
  return name.endsWith('.pipeline.yaml') ? 'notebook' : 'file';
}
