import { lazy, Suspense } from 'react';
import { cellName } from '../../cells/cell-name.ts';
import { attempt } from '../../commands/execute.ts';
import { pushCells, startRunNow } from '../../commands/start-run.ts';
import { useAppStore } from '../../state/app-store.ts';
import type { DialogView } from '../../state/view-store.ts';
import { closeDialog } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './confirm-push-dialog.module.css';

const PushPlan = lazy(() =>
  import('../../viewers/push/push-plan.tsx').then((module) => ({ default: module.PushPlan })),
);

export interface ConfirmPushDialogProps {
  readonly dialog: Extract<DialogView, { kind: 'confirm-push' }>;
}

/** Asks before a run that would change something outside, and shows what. */
export function ConfirmPushDialog({ dialog }: ConfirmPushDialogProps) {
  const { cells, force } = dialog;
  const app = useAppStore();
  const pushes = pushCells(app, cells);
  const others = cells.filter((id) => !pushes.some((push) => push.id === id));
  const start = (targets: readonly string[]) => {
    closeDialog();
    void attempt(() => startRunNow({ cells: targets, force }));
  };
  return (
    <Dialog
      open
      size="large"
      title="This run pushes"
      description="A push changes something outside this notebook and is not taken back by undo."
      onClose={closeDialog}
      footer={
        <>
          <Button onClick={closeDialog}>Cancel</Button>
          {others.length > 0 && <Button onClick={() => start(others)}>Run without pushing</Button>}
          <Button variant="primary" onClick={() => start(cells)}>
            {others.length > 0 ? 'Run and push' : 'Push'}
          </Button>
        </>
      }
    >
      <Suspense fallback={<Spinner />}>
        {pushes.map((push) => (
          <section key={push.id} className={styles.push}>
            <h3 className={styles.title}>{cellName(push)}</h3>
            <PushPlan cell={push.id} />
          </section>
        ))}
      </Suspense>
    </Dialog>
  );
}
