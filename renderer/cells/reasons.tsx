import type { ComponentCellView, Reason } from '../../engine/contract/notebook.ts';
import { cellReasons, cellState } from '../state/cell-state.ts';
import { revealCell } from '../state/view-store.ts';
import { InlineCode } from '../ui/inline-code.tsx';
import styles from './reasons.module.css';
import { StateIcon } from './state-icon.tsx';

const openings = {
  stale: 'Stale:',
  blocked: 'Cannot run:',
  cancelled: 'Cancelled:',
} as const;

export interface ReasonsProps {
  readonly cell: ComponentCellView;
}

/** Why a cell is not fresh. Only direct causes; pressing one goes to the cell it names. */
export function Reasons({ cell }: ReasonsProps) {
  const state = cellState(cell);
  // What the cell's own problems say already is not said twice.
  const reasons = cellReasons(cell).filter(
    ({ message }) => !cell.problems.some((problem) => problem.message === message),
  );
  if ((state !== 'stale' && state !== 'blocked' && state !== 'cancelled') || reasons.length === 0) {
    return null;
  }
  return (
    <div className={styles.root} data-state={state}>
      <StateIcon state={state} size={14} />
      <p className={styles.text}>
        {openings[state]}{' '}
        {reasons.map((reason, index) => (
          <span key={`${reason.cell} ${reason.message}`}>
            {index > 0 && '; '}
            <ReasonText reason={reason} />
          </span>
        ))}
      </p>
    </div>
  );
}

function ReasonText({ reason }: { readonly reason: Reason }) {
  const { cell, message } = reason;
  if (cell === undefined) {
    return (
      <span className={styles.reason}>
        <InlineCode text={message} />
      </span>
    );
  }
  return (
    <button type="button" className={styles.link} onClick={() => revealCell(cell)}>
      <InlineCode text={message} />
    </button>
  );
}
