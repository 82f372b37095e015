import { FileText, Folder } from 'lucide-react';
import type { MethodResult } from '../../../engine/contract/index.ts';
import styles from './browse-dialog.module.css';

export interface FolderEntriesProps {
  readonly folder: MethodResult<'system.browse'>;
  /** Whether a folder is what one looks for; notebooks are then shown, but not to be chosen. */
  readonly choosesFolder: boolean;
  readonly onGo: (path: string) => void;
  readonly onChoose: (path: string) => void;
}

/** The folders and notebooks in a folder. */
export function FolderEntries({ folder, choosesFolder, onGo, onChoose }: FolderEntriesProps) {
  const entries = folder.entries.filter(({ kind }) => kind !== 'file');
  return (
    <ul className={styles.list} aria-label="Folders and notebooks">
      {entries.map(({ name, kind }) => {
        const Icon = kind === 'folder' ? Folder : FileText;
        const open = kind === 'folder' ? onGo : onChoose;
        return (
          <li key={name}>
            <button
              type="button"
              className={styles.entry}
              disabled={choosesFolder && kind === 'notebook'}
              onClick={() => open(join(folder.path, name))}
            >
              <Icon size={15} className={styles.icon} aria-hidden="true" />
              <span className={styles.name}>{name}</span>
            </button>
          </li>
        );
      })}
      {entries.length === 0 && <li className={styles.nothing}>No folders or notebooks here.</li>}
    </ul>
  );
}

/** Joins with the separator that the engine's machine uses. */
function join(folder: string, name: string): string {
  const separator = folder.includes('\\') ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}
