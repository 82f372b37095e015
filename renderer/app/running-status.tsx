import { cellName } from '../cells/cell-name.ts';
import { useAppStore } from '../state/app-store.ts';
import { cellState, progressFraction } from '../state/cell-state.ts';
import { revealCell } from '../state/view-store.ts';
import { formatPercent } from '../ui/format.ts';
import { Spinner } from '../ui/spinner.tsx';
import styles from './status-bar.module.css';

/** The running cell's name and progress; pressing it goes there. */
export function RunningStatus() {
  const running = useAppStore(({ notebook }) =>
    notebook?.cells.find(
      (cell) => cell.kind === 'component' && ['running', 'cancelling'].includes(cellState(cell)),
    ),
  );
  if (running?.kind !== 'component') {
    return null;
  }
  const fraction = progressFraction(running);
  return (
    <button type="button" className={styles.item} onClick={() => revealCell(running.id)}>
      <Spinner size={11} />
      {cellName(running)}
      {fraction !== null && ` ${formatPercent(fraction, 0)}`}
    </button>
  );
}
