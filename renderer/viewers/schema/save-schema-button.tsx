import { Save } from 'lucide-react';
import { useId, useState } from 'react';
import type { ErrorView } from '../../../engine/contract/error.ts';
import { toErrorView } from '../../state/engine-error.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { defaultSchemaFile, saveSchema } from './save-schema.ts';
import styles from './save-schema-button.module.css';

export interface SaveSchemaProps {
  readonly text: string;
  readonly isChanged: boolean;
  readonly onError: (error: ErrorView | null) => void;
}

/** Saves the draft as a text proto beside the notebook, under a name that is asked for. */
export function SaveSchema({ text, isChanged, onError }: SaveSchemaProps) {
  const fieldId = useId();
  const [isOpen, setOpen] = useState(false);
  const [file, setFile] = useState(defaultSchemaFile);
  const save = async () => {
    setOpen(false);
    try {
      await saveSchema(file.trim(), text);
      onError(null);
    } catch (error) {
      onError(toErrorView(error));
    }
  };
  return (
    <>
      <Button
        size="small"
        variant={isChanged ? 'primary' : 'secondary'}
        icon={Save}
        onClick={() => setOpen(true)}
      >
        Save as…
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title="Save schema"
        size="small"
        description="A text proto in the notebook’s folder, as TFDV reads and writes it."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="primary" disabled={file.trim() === ''} onClick={() => void save()}>
              Save
            </Button>
          </>
        }
      >
        <label className={styles.label} htmlFor={fieldId}>
          File
          <TextField
            id={fieldId}
            value={file}
            onChange={(event) => setFile(event.target.value)}
            onKeyDown={(event) => event.key === 'Enter' && file.trim() !== '' && void save()}
          />
        </label>
      </Dialog>
    </>
  );
}
