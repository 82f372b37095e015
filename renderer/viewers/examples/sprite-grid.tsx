import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { themeColor, useThemeVersion } from '../../charts/theme-color.ts';
import { useSize } from '../../charts/use-size.ts';
import { useMaskLook } from '../picture/mask-look.ts';
import type { MaskClass } from '../picture/mask-paint.ts';
import { cellAt, layoutGrid, moveInGrid, scrollToShow } from './grid-layout.ts';
import type { GridFrame } from './grid-painter.ts';
import styles from './sprite-grid.module.css';
import { type GridCanvasSource, useGridCanvas } from './use-grid-canvas.ts';

export interface SpriteGridProps {
  readonly label: string;
  readonly count: number;
  readonly cellSize: number;
  readonly source: GridCanvasSource;
  readonly classes: readonly MaskClass[];
  readonly active: number | null;
  readonly recordAt: (index: number) => number | undefined;
  /** Called with the cells in sight, so that their records can be fetched. */
  readonly onRange: (first: number, end: number) => void;
  readonly onActivate: (index: number) => void;
  /** Enter or a double click: look at the record closely. */
  readonly onOpen: (index: number) => void;
}

/** Thumbnails of any number of records, drawn on one canvas, so that a hundred thousand scroll like a hundred. */
export function SpriteGrid(props: SpriteGridProps) {
  const { label, count, cellSize, active, recordAt, onActivate, onOpen } = props;
  const [measure, size] = useSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const optionId = useId();
  const theme = useThemeVersion();
  const { opacity, style, peeking } = useMaskLook();
  const layout = useMemo(
    () => layoutGrid({ count, width: size.width, cellSize, gap: cellSize < 40 ? 2 : 4, padding: 6 }),
    [count, size.width, cellSize],
  );
  const colors = useMemo(() => gridColors(theme), [theme]);
  const maskOpacity = peeking ? 0 : style === 'outline' ? 1 : opacity;
  const frame: Omit<GridFrame, 'scrollTop' | 'pixelRatio'> = {
    ...size,
    layout,
    recordAt,
    active,
    hovered,
    maskOpacity,
    colors,
  };
  useGridCanvas({
    canvas,
    scroller,
    frame,
    source: props.source,
    classes: props.classes,
    onRange: props.onRange,
  });

  useEffect(() => {
    const element = scroller.current;
    if (element !== null && active !== null) {
      element.scrollTop = scrollToShow(layout, active, element.scrollTop, element.clientHeight);
    }
  }, [active, layout]);

  const indexUnder = (event: MouseEvent): number | null => {
    const bounds = event.currentTarget.getBoundingClientRect();
    const top = scroller.current?.scrollTop ?? 0;
    return cellAt(layout, event.clientX - bounds.left, event.clientY - bounds.top + top);
  };
  const whenOverCell = (event: MouseEvent, act: (index: number) => void) => {
    const index = indexUnder(event);
    if (index !== null) {
      act(index);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const pageRows = Math.max(1, Math.floor(size.height / (layout.cellSize + layout.gap)));
    const next = moveInGrid(layout, active ?? -1, event.key, pageRows);
    if (next !== null && count > 0) {
      event.preventDefault();
      onActivate(next);
    } else if (event.key === 'Enter' && active !== null) {
      event.preventDefault();
      onOpen(active);
    }
  };
  const activeRecord = active === null ? undefined : recordAt(active);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      role="listbox"
      aria-label={label}
      aria-activedescendant={active === null ? undefined : optionId}
      tabIndex={0}
      data-keys="own"
      onKeyDown={onKeyDown}
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the list box around it handles keys and is what assistive technology sees */}
      <div
        ref={measure}
        className={styles.window}
        role="presentation"
        onPointerMove={(event) => setHovered(indexUnder(event))}
        onPointerLeave={() => setHovered(null)}
        onClick={(event) => whenOverCell(event, onActivate)}
        onDoubleClick={(event) => whenOverCell(event, onOpen)}
      >
        <canvas ref={canvas} className={styles.canvas} />
      </div>
      <div style={{ height: Math.max(0, layout.height - size.height) }} />
      {active !== null && (
        // The canvas has no elements of its own; this one stands for the active cell to screen readers.
        <div
          id={optionId}
          role="option"
          aria-selected="true"
          tabIndex={-1}
          aria-posinset={active + 1}
          aria-setsize={count}
          className="visually-hidden"
        >
          {activeRecord === undefined ? 'Loading' : `Record ${activeRecord}`}
        </div>
      )}
    </div>
  );
}

function gridColors(_theme: number): GridFrame['colors'] {
  return {
    empty: themeColor('--surface-active'),
    active: themeColor('--accent'),
    hover: themeColor('--border-strong'),
  };
}
