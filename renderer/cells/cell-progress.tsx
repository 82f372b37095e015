import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { progressFraction } from '../state/cell-state.ts';
import { Progress } from '../ui/progress.tsx';
import { cellName } from './cell-name.ts';
import styles from './cell-progress.module.css';
import { progressWords } from './progress-words.ts';

export interface CellProgressProps {
  readonly cell: ComponentCellView;
}

/** How far the cell is, how fast, and how long it will take. */
export function CellProgress({ cell }: CellProgressProps) {
  const words = progressWords(cell.progress);
  return (
    <div className={styles.root}>
      {cell.phase !== 'queued' && (
        <Progress thin label={`Progress of ${cellName(cell)}`} value={progressFraction(cell)} />
      )}
      {words && <p className={styles.words}>{words}</p>}
    </div>
  );
}
