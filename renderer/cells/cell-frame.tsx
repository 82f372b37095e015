import { type ReactNode, useEffect, useRef } from 'react';
import { changeView, useView } from '../state/view-store.ts';
import { classNames } from '../ui/class-names.ts';
import styles from './cell-frame.module.css';

export interface CellFrameProps {
  readonly id: string;
  /** The accessible name: title and state. */
  readonly label: string;
  /** A cell state, or "note"; picks the colour of the left border. */
  readonly state: string;
  readonly children: ReactNode;
}

/** The box of a cell: what is selected, where the focus rests between fields, and the border in the state's colour. */
export function CellFrame({ id, label, state, children }: CellFrameProps) {
  const isSelected = useView((view) => view.selectedCell === id);
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    // The focus follows the selection from cell to cell, but is never taken from a field or another panel.
    if (isSelected && document.activeElement?.matches('[data-cell-frame]')) {
      frame.current?.focus({ preventScroll: true });
    }
  }, [isSelected]);
  const select = () => {
    if (!isSelected) {
      changeView({ selectedCell: id, artifactId: null });
    }
  };
  return (
    <section
      ref={frame}
      id={`cell-${id}`}
      data-cell-frame
      data-state={state}
      aria-label={label}
      aria-current={isSelected || undefined}
      tabIndex={isSelected ? 0 : -1}
      className={classNames(styles.frame, isSelected && styles.selected)}
      onFocus={select}
      onPointerDown={select}
    >
      {children}
    </section>
  );
}
