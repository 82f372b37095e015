import { FileX2, Play } from 'lucide-react';
import { attempt } from '../commands/execute.ts';
import { startRun } from '../commands/start-run.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import styles from './files-gone.module.css';

export interface FilesGoneProps {
  /** The cell that makes the files anew. */
  readonly cell: string;
  /** Where they lay. */
  readonly place: string | undefined;
  readonly onLookAgain: () => void;
}

/** Stands where files were deleted by hand: no fault of the notebook, and mended by a run. */
export function FilesGone({ cell, place, onLookAgain }: FilesGoneProps) {
  return (
    <div role="alert">
      <EmptyState
        icon={FileX2}
        title="The files are gone"
        action={
          <div className={styles.actions}>
            <Button size="small" icon={Play} onClick={() => void attempt(() => startRun({ cells: [cell] }))}>
              Run {cell}
            </Button>
            <Button size="small" variant="ghost" onClick={onLookAgain}>
              Look again
            </Button>
          </div>
        }
      >
        They were deleted or moved. A run makes them anew.
        {place !== undefined && <span className={styles.place}>{place}</span>}
      </EmptyState>
    </div>
  );
}
