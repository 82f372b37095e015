import { useRef } from 'react';
import type { CellView } from '../../engine/contract/notebook.ts';
import { useAppStore } from '../state/app-store.ts';
import { ComponentCell } from './component-cell.tsx';
import { InsertBar } from './insert-bar.tsx';
import { NoteCell } from './note-cell.tsx';
import styles from './notebook.module.css';
import { NotebookHeader } from './notebook-header.tsx';
import { RunningStrip } from './running-strip.tsx';

const noCells: readonly CellView[] = [];

/** The cells in their order, with a place to add one before, between and after them. */
export function Notebook() {
  const cells = useAppStore(({ notebook }) => notebook?.cells ?? noCells);
  const scroller = useRef<HTMLElement>(null);
  return (
    <main ref={scroller} className={styles.root} aria-label="Notebook">
      <RunningStrip scroller={scroller} />
      <div className={styles.column}>
        <NotebookHeader />
        {cells.map((cell, index) => (
          <div key={cell.id} className={styles.row}>
            <InsertBar index={index} />
            {cell.kind === 'note' ? <NoteCell cell={cell} /> : <ComponentCell cell={cell} />}
          </div>
        ))}
        <InsertBar index={cells.length} always />
      </div>
    </main>
  );
}
