import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Editors write a file in several steps; one report for all of them. */
const settleMs = 150;

/**
 * Calls back when one of some files changes. Their folders are watched, not they: editors replace files. Folders of
 * files that come later are watched from the next change on.
 */
export function watchFiles(files: () => readonly string[], changed: () => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;
  const watchFolders = (): void => {
    for (const folder of new Set(files().map((file) => dirname(file)))) {
      if (!watchers.has(folder)) {
        const watcher = tryWatch(folder, (name) => report(folder, name));
        if (watcher) {
          watchers.set(folder, watcher);
        }
      }
    }
  };
  const report = (folder: string, name: string | null): void => {
    if (files().some((file) => dirname(file) === folder && (name === null || basename(file) === name))) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        changed();
        watchFolders();
      }, settleMs);
    }
  };
  watchFolders();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) {
      watcher.close();
    }
  };
}

/** Undefined where the system cannot watch (some network drives): changes are then seen at the next refresh. */
function tryWatch(folder: string, changed: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(folder, (_event, name) => changed(name));
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return undefined;
  }
}
