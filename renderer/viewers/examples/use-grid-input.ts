import { type KeyboardEvent, type MouseEvent, type RefObject, useEffect, useState } from 'react';
import { cellAt, type GridLayout, scrollToShow } from './grid-layout.ts';
import { moveInGrid } from './move-in-grid.ts';

export interface GridInputOptions {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly layout: GridLayout;
  /** Height of what is in sight. */
  readonly height: number;
  readonly active: number | null;
  readonly onActivate: (index: number) => void;
  readonly onOpen: (index: number) => void;
}

/** Pointer and keys on a grid whose cells are no elements. */
export interface GridInput {
  readonly hovered: number | null;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly pointer: {
    readonly onPointerMove: (event: MouseEvent) => void;
    readonly onPointerLeave: () => void;
    readonly onClick: (event: MouseEvent) => void;
    readonly onDoubleClick: (event: MouseEvent) => void;
  };
}

/** Arrows move the active cell, which is kept in sight; Enter and a double click open it. */
export function useGridInput(options: GridInputOptions): GridInput {
  const { scroller, layout, height, active, onActivate, onOpen } = options;
  const [hovered, setHovered] = useState<number | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (element !== null && active !== null) {
      element.scrollTop = scrollToShow(layout, active, element.scrollTop, element.clientHeight);
    }
  }, [scroller, active, layout]);
  const under = (event: MouseEvent) => cellUnder(event, layout, scroller.current?.scrollTop ?? 0);
  const whenOverCell = (act: (index: number) => void) => (event: MouseEvent) => {
    const index = under(event);
    if (index !== null) {
      act(index);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const pageRows = Math.max(1, Math.floor(height / (layout.cellSize + layout.gap)));
    const next = moveInGrid(layout, active ?? -1, event.key, pageRows);
    if (next !== null) {
      event.preventDefault();
      onActivate(next);
    } else if (event.key === 'Enter' && active !== null) {
      event.preventDefault();
      onOpen(active);
    }
  };
  const pointer = {
    onPointerMove: (event: MouseEvent) => setHovered(under(event)),
    onPointerLeave: () => setHovered(null),
    onClick: whenOverCell(onActivate),
    onDoubleClick: whenOverCell(onOpen),
  };
  return { hovered, onKeyDown, pointer };
}

function cellUnder(event: MouseEvent, layout: GridLayout, scrollTop: number): number | null {
  const bounds = event.currentTarget.getBoundingClientRect();
  return cellAt(layout, event.clientX - bounds.left, event.clientY - bounds.top + scrollTop);
}
