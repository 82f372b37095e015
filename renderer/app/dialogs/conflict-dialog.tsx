import { adopt } from '../../commands/edit-notebook.ts';
import { attempt } from '../../commands/execute.ts';
import { useAppStore } from '../../state/app-store.ts';
import { call } from '../../state/engine.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LineDifference } from './line-difference.tsx';

export interface ConflictDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The notebook as it is on disk against the one in this window, line by line, to choose between. */
export function ConflictDialog({ open, onClose }: ConflictDialogProps) {
  const conflict = useAppStore(({ notebook }) => notebook?.conflict);
  const resolve = (keep: 'disk' | 'ours') => {
    onClose();
    void attempt(async () => adopt(await call('notebook.resolveConflict', { keep })));
  };
  return (
    <Dialog
      open={open && !!conflict}
      size="large"
      title="Which notebook to keep?"
      description="Lines with − are only on disk, lines with + only in this window."
      onClose={onClose}
      footer={
        <>
          <Button onClick={() => resolve('disk')}>Keep the file on disk</Button>
          <Button variant="primary" onClick={() => resolve('ours')}>
            Keep what is in this window
          </Button>
        </>
      }
    >
      {conflict && <LineDifference before={conflict.diskText} after={conflict.ourText} />}
    </Dialog>
  );
}
