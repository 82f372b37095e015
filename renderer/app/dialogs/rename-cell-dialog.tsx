import { type FormEvent, useId, useState } from 'react';
import type { ErrorView } from '../../../engine/contract/error.ts';
import { editNotebook } from '../../commands/edit-notebook.ts';
import { toErrorView } from '../../state/engine-error.ts';
import { closeDialog, type DialogView, revealCell } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './rename-cell-dialog.module.css';

export interface RenameCellDialogProps {
  readonly dialog: Extract<DialogView, { kind: 'rename-cell' }>;
}

/** Gives a cell another name; references to it follow. */
export function RenameCellDialog({ dialog }: RenameCellDialogProps) {
  const formId = useId();
  const [name, setName] = useState(dialog.cell);
  const [error, setError] = useState<ErrorView | null>(null);
  const rename = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await editNotebook({ type: 'rename-cell', id: dialog.cell, newId: name.trim() });
      closeDialog();
      revealCell(name.trim());
    } catch (reason) {
      setError(toErrorView(reason));
    }
  };
  return (
    <Dialog
      open
      size="small"
      title="Rename cell"
      description="Its results are kept under the name they were made with, so the cell runs once more."
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            disabled={name.trim() === '' || name === dialog.cell}
          >
            Rename
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={(event) => void rename(event)}>
        <TextField
          autoFocus
          monospace
          aria-label="Name of the cell"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {error && <ErrorPanel error={error} />}
      </form>
    </Dialog>
  );
}
