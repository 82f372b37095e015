import { FileText } from 'lucide-react';
import { memo } from 'react';
import type { CellView, ComponentCellView } from '../../../engine/contract/notebook.ts';
import { cellName } from '../../cells/cell-name.ts';
import { noteLevel, noteTitle } from '../../cells/note-title.ts';
import { StateIcon } from '../../cells/state-icon.tsx';
import { stateNames, stateWords } from '../../cells/state-words.ts';
import { useAppStore } from '../../state/app-store.ts';
import { cellState, progressFraction } from '../../state/cell-state.ts';
import { revealCell, useView } from '../../state/view-store.ts';
import { formatDuration, formatPercent } from '../../ui/format.ts';
import styles from './outline.module.css';

const noCells: readonly CellView[] = [];

/** Every cell by name and state; notes with a heading divide the list. */
export function Outline() {
  const cells = useAppStore(({ notebook }) => notebook?.cells ?? noCells);
  const selected = useView((view) => view.selectedCell);
  return (
    <nav aria-label="Cells">
      <ol className={styles.list}>
        {cells.map((cell) => (
          <Item key={cell.id} cell={cell} isSelected={cell.id === selected} />
        ))}
      </ol>
    </nav>
  );
}

interface ItemProps {
  readonly cell: CellView;
  readonly isSelected: boolean;
}

const Item = memo(function Item({ cell, isSelected }: ItemProps) {
  return (
    <li>
      <button
        type="button"
        className={styles.item}
        data-kind={cell.kind === 'note' && noteLevel(cell.text) !== null ? 'heading' : cell.kind}
        aria-current={isSelected || undefined}
        onClick={() => revealCell(cell.id)}
      >
        {cell.kind === 'note' ? <NoteItem text={cell.text} /> : <ComponentItem cell={cell} />}
      </button>
    </li>
  );
});

function NoteItem({ text }: { readonly text: string }) {
  return (
    <>
      {noteLevel(text) === null && <FileText size={13} className={styles.note} aria-hidden="true" />}
      <span className={styles.title}>{noteTitle(text)}</span>
    </>
  );
}

function ComponentItem({ cell }: { readonly cell: ComponentCellView }) {
  const state = cellState(cell);
  return (
    <>
      <StateIcon state={state} size={14} />
      <span className={styles.title}>{cellName(cell)}</span>
      <span className="visually-hidden">{stateWords(cell)}</span>
      <span className={styles.aside} aria-hidden="true">
        {asideOf(cell)}
      </span>
    </>
  );
}

/** What one wants to know beside the name: how far, how long, or the state where it needs attention. */
function asideOf(cell: ComponentCellView): string {
  const state = cellState(cell);
  const fraction = progressFraction(cell);
  if (state === 'running') {
    return fraction === null ? '' : formatPercent(fraction, 0);
  }
  if (state !== 'fresh') {
    return state === 'empty' ? '' : stateNames[state];
  }
  const { result } = cell;
  if (result?.reusedFrom) {
    return 'reused';
  }
  return result?.endedMs == null ? '' : formatDuration(result.endedMs - result.startedMs);
}
