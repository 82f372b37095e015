import type { ComponentCellView } from '../../engine/contract/notebook.ts';
import { cellState } from '../state/cell-state.ts';
import styles from './state-badge.module.css';
import { StateIcon } from './state-icon.tsx';
import { stateWords } from './state-words.ts';

export interface StateBadgeProps {
  readonly cell: Pick<ComponentCellView, 'phase' | 'freshness' | 'progress'>;
}

/** A cell's state as icon and word on its own ground. */
export function StateBadge({ cell }: StateBadgeProps) {
  const state = cellState(cell);
  return (
    <span className={styles.badge} data-state={state}>
      <StateIcon state={state} size={13} />
      {stateWords(cell)}
    </span>
  );
}
