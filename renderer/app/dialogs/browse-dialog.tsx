import { CornerLeftUp } from 'lucide-react';
import { useState } from 'react';
import type { MethodResult } from '../../../engine/contract/index.ts';
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
import { FolderEntries } from './folder-entries.tsx';

export interface BrowseDialogProps {
  readonly dialog: Extract<DialogView, { kind: 'browse' }>;
}

/** Chooses a file or folder on the engine's machine, for windows without the desktop's own dialogs. */
export function BrowseDialog({ dialog }: BrowseDialogProps) {
  const [path, setPath] = useState<string>();
  const { data: folder, error } = useQuery('system.browse', path === undefined ? {} : { path });
  const choosesFolder = dialog.purpose === 'folder';
  const finish = (chosen: string) => {
    closeDialog();
    void attempt(() => (choosesFolder ? createFromFolder(chosen) : openPath(chosen)));
  };
  return (
    <Dialog
      open
      size="medium"
      title={choosesFolder ? 'Open a folder of images' : 'Open a notebook'}
      description="On the machine the engine runs on."
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          {choosesFolder && (
            <Button variant="primary" disabled={!folder} onClick={() => folder && finish(folder.path)}>
              Open this folder
            </Button>
          )}
        </>
      }
    >
      <FolderField folder={folder} onGo={setPath} />
      {error && <ErrorPanel error={error} />}
      {folder && (
        <FolderEntries folder={folder} choosesFolder={choosesFolder} onGo={setPath} onChoose={finish} />
      )}
    </Dialog>
  );
}

interface FolderFieldProps {
  readonly folder: MethodResult<'system.browse'> | undefined;
  readonly onGo: (path: string) => void;
}

/** Where one is, to be typed over, and the way up. */
function FolderField({ folder, onGo }: FolderFieldProps) {
  const [typed, setTyped] = useState<string>();
  const go = (path: string) => {
    setTyped(undefined);
    onGo(path);
  };
  return (
    <form
      className={styles.place}
      onSubmit={(event) => {
        event.preventDefault();
        go(typed ?? folder?.path ?? '');
      }}
    >
      <IconButton
        icon={CornerLeftUp}
        label="Up one folder"
        disabled={!folder?.parent}
        onClick={() => folder?.parent && go(folder.parent)}
      />
      <TextField
        monospace
        aria-label="Folder"
        value={typed ?? folder?.path ?? ''}
        onChange={(event) => setTyped(event.target.value)}
      />
    </form>
  );
}
