import { memo } from 'react';
import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { cellState } from '../state/cell-state.ts';
import { useView } from '../state/view-store.ts';
import { ErrorPanel } from '../ui/error-panel.tsx';
import { CellBody } from './cell-body.tsx';
import { CellFrame } from './cell-frame.tsx';
import { CellHeader } from './cell-header.tsx';
import { cellName } from './cell-name.ts';
import { CellProblems } from './cell-problems.tsx';
import { CellProgress } from './cell-progress.tsx';
import styles from './component-cell.module.css';
import { FailureActions } from './failure-actions.tsx';
import { Reasons } from './reasons.tsx';
import { stateWords } from './state-words.ts';

export interface ComponentCellProps {
  readonly cell: ComponentCellView;
}

/** A pipeline step: its state and why, its controls, and what it made. */
export const ComponentCell = memo(function ComponentCell({ cell }: ComponentCellProps) {
  const isFolded = useView((view) => view.folded[cell.id] === true);
  const state = cellState(cell);
  return (
    <CellFrame id={cell.id} label={`${cellName(cell)}, ${stateWords(cell)}`} state={state}>
      <CellHeader cell={cell} isFolded={isFolded} />
      {cell.phase !== 'idle' && <CellProgress cell={cell} />}
      {!isFolded && (
        <div className={styles.content}>
          <Reasons cell={cell} />
          <CellProblems cell={cell} />
          {cell.phase === 'idle' && cell.freshness.state === 'failed' && (
            <ErrorPanel error={cell.freshness.error} actions={<FailureActions cell={cell} />} />
          )}
          <CellBody cell={cell} />
        </div>
      )}
    </CellFrame>
  );
});
