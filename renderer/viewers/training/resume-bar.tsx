import { Play } from 'lucide-react';
import { useCallback } from 'react';
import { call } from '../../state/engine.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorPanel } from '../../ui/error-panel.tsx';
import { formatCount } from '../../ui/format.ts';
import { useAction } from '../use-action.ts';
import styles from './resume-bar.module.css';
import type { ResumePoint } from './resume-point.ts';

export interface ResumeBarProps {
  readonly cell: string;
  readonly point: ResumePoint;
}

/** Says what is kept of a stopped training, with the button that goes on from there. */
export function ResumeBar({ cell, point: { epoch, step, canResume } }: ResumeBarProps) {
  const perform = useCallback(() => call('run.start', { cells: [cell] }), [cell]);
  const { run, isBusy, error } = useAction(perform);
  return (
    <div className={styles.bar}>
      <p className={styles.text}>
        Stopped. The checkpoint after epoch {epoch} (step {formatCount(step)}) is kept
        {canResume ? '.' : ', but the cell has changed since, so a run begins at epoch 1.'}
      </p>
      {canResume && (
        <Button size="small" variant="primary" icon={Play} busy={isBusy} onClick={run}>
          Resume from epoch {epoch + 1}
        </Button>
      )}
      {error !== null && <ErrorPanel error={error} />}
    </div>
  );
}
