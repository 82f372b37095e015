import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type BrowserWindow, dialog, shell } from 'electron';
import { isInside } from '../documents/is-inside.ts';
import { openExternal } from '../policy/open-external.ts';
import type { CallHandlers } from './answer-calls.ts';

export interface CallHandlerContext {
  readonly window: () => BrowserWindow | null;
  /** The folders in which the page may point at files: the notebook's and the pipeline's. */
  readonly knownFolders: () => readonly string[];
}

const notebooks = [{ name: 'Millrace notebook', extensions: ['pipeline.yaml', 'yaml', 'yml'] }];

/** Makes what the page's calls do: the system's own dialogs, its file manager, its browser. */
export function callHandlers({ window, knownFolders }: CallHandlerContext): CallHandlers {
  const choose = async (
    properties: ('openFile' | 'openDirectory' | 'createDirectory')[],
    filters = notebooks,
  ) => {
    const options = { properties, ...(properties.includes('openFile') ? { filters } : {}) };
    const owner = window();
    const { filePaths } = await (owner
      ? dialog.showOpenDialog(owner, options)
      : dialog.showOpenDialog(options));
    return filePaths[0] ?? null;
  };
  const chooseSaveAs = async (suggestedName: string) => {
    // A suggested name is a name: it must not choose the folder.
    const options = { defaultPath: path.basename(suggestedName) };
    const owner = window();
    const { filePath } = await (owner
      ? dialog.showSaveDialog(owner, options)
      : dialog.showSaveDialog(options));
    return filePath || null;
  };
  return {
    chooseNotebook: () => choose(['openFile']),
    chooseFolder: () => choose(['openDirectory', 'createDirectory']),
    chooseSaveAs: (suggestedName = '') => chooseSaveAs(suggestedName),
    saveText: async (suggestedName = '', text = '') => {
      const file = await chooseSaveAs(suggestedName);
      if (file !== null) await writeFile(file, text);
      return file;
    },
    revealInFolder: async (untrusted = '') => {
      if (await isInside(untrusted, knownFolders())) shell.showItemInFolder(path.resolve(untrusted));
      return undefined;
    },
    openExternal: async (address = '') => {
      await openExternal(window(), address);
      return undefined;
    },
  };
}
