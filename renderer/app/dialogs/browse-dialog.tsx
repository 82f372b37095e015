import { CornerLeftUp, FileText, Folder } from 'lucide-react';
import { useState } from 'react';
import { attempt } from '../../commands/execute.ts';
import { createFromFolder, openPath } from '../../commands/notebook-commands.ts';
import { useQuery } from '../../state/use-query.ts';
import type { DialogView } from '../../state/view-store.ts';
import { closeDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './browse-dialog.module.css';

export interface BrowseDialogProps {
  readonly dialog: Extract<DialogView, { kind: 'browse' }>;
}

/** Chooses a file or folder on the engine's machine, for windows without the desktop's own dialogs. */
export function BrowseDialog({ dialog }: BrowseDialogProps) {
  const [path, setPath] = useState<string>();
  const [typed, setTyped] = useState<string>();
  const { data, error } = useQuery('system.browse', path === undefined ? {} : { path });
  const isFolder = dialog.purpose === 'folder';
  const go = (next: string) => {
    setPath(next);
    setTyped(undefined);
  };
  const finish = (chosen: string) => {
    closeDialog();
    void attempt(() => (isFolder ? createFromFolder(chosen) : openPath(chosen)));
  };
  return (
    <Dialog
      open
      size="medium"
      title={isFolder ? 'Open a folder of images' : 'Open a notebook'}
      description="On the machine the engine runs on."
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          {isFolder && (
            <Button variant="primary" disabled={!data} onClick={() => data && finish(data.path)}>
              Open this folder
            </Button>
          )}
        </>
      }
    >
      <form
        className={styles.place}
        onSubmit={(event) => {
          event.preventDefault();
          go(typed ?? data?.path ?? '');
        }}
      >
        <IconButton
          icon={CornerLeftUp}
          label="Up one folder"
          disabled={!data?.parent}
          onClick={() => data?.parent && go(data.parent)}
        />
        <TextField
          monospace
          aria-label="Folder"
          value={typed ?? data?.path ?? ''}
          onChange={(event) => setTyped(event.target.value)}
        />
      </form>
      {error && <ErrorPanel error={error} />}
      <ul className={styles.list} aria-label="Folders and notebooks">
        {data?.entries
          .filter(({ kind }) => kind !== 'file')
          .map(({ name, kind }) => (
            <li key={name}>
              <button
                type="button"
                className={styles.entry}
                disabled={isFolder && kind === 'notebook'}
                onClick={() =>
                  kind === 'folder' ? go(join(data.path, name)) : finish(join(data.path, name))
                }
              >
                {kind === 'folder' ? (
                  <Folder size={15} aria-hidden="true" />
                ) : (
                  <FileText size={15} aria-hidden="true" />
                )}
                {name}
              </button>
            </li>
          ))}
        {data?.entries.every(({ kind }) => kind === 'file') && (
          <li className={styles.nothing}>No folders or notebooks here.</li>
        )}
      </ul>
    </Dialog>
  );
}

/** Joins with the separator that the engine's machine uses. */
function join(folder: string, name: string): string {
  const separator = folder.includes('\\') ? '\\' : '/';
  return folder.endsWith(separator) ? folder + name : folder + separator + name;
}
