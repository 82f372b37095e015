import { useId, useMemo, useRef } from 'react';
import { themeColor, useThemeVersion } from '../../charts/theme-color.ts';
import { useSize } from '../../charts/use-size.ts';
import { useMaskLook } from '../picture/mask-look.ts';
import type { MaskClass } from '../picture/mask-paint.ts';
import { type GridSection, layoutGrid, sectionOf } from './grid-layout.ts';
import type { GridFrame } from './grid-painter.ts';
import { GroupHeadings, groupHeadingHeight } from './group-headings.tsx';
import styles from './sprite-grid.module.css';
import { type GridCanvasSource, useGridCanvas } from './use-grid-canvas.ts';
import { useGridInput } from './use-grid-input.ts';
import type { Grouping } from './use-grouping.ts';

export interface SpriteGridProps {
  readonly label: string;
  readonly count: number;
  readonly cellSize: number;
  readonly source: GridCanvasSource;
  readonly classes: readonly MaskClass[];
  readonly grouping: Grouping;
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
  const { label, count, cellSize, grouping, active, recordAt, onActivate, onOpen } = props;
  const { groupBy, groups } = grouping;
  const [measure, size] = useSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const optionId = useId();
  const colors = useGridColors();
  const maskOpacity = useMaskOpacity();
  const layout = useMemo(
    () =>
      layoutGrid({
        ...{ count, width: size.width, cellSize, gap: cellSize < 40 ? 2 : 4, padding: 6 },
        ...{ groups, headingHeight: groupHeadingHeight },
      }),
    [count, groups, size.width, cellSize],
  );
  const { height } = size;
  const input = { scroller, layout, height, active, onActivate, onOpen };
  const { hovered, onKeyDown, pointer } = useGridInput(input);
  useGridCanvas({
    canvas,
    scroller,
    frame: { ...size, layout, recordAt, active, hovered, maskOpacity, colors },
    source: props.source,
    classes: props.classes,
    onRange: props.onRange,
  });
  const onReach = ({ top }: GridSection) => scroller.current?.scrollTo({ top });
  const section = active === null ? undefined : sectionOf(layout, active);
  const group = section && groups?.[layout.sections.indexOf(section)]?.title;
  return (
    <div ref={scroller} className={styles.scroller}>
      {groupBy !== null && groups !== undefined && (
        <GroupHeadings {...{ groupBy, groups, layout, onReach }} onToggle={grouping.toggle} />
      )}
      <div
        ref={measure}
        className={styles.window}
        role="listbox"
        aria-label={label}
        aria-activedescendant={active === null ? undefined : optionId}
        tabIndex={0}
        data-keys="own"
        onKeyDown={onKeyDown}
        {...pointer}
      >
        <canvas ref={canvas} className={styles.canvas} />
        {active !== null && (
          <ActiveOption id={optionId} place={active} count={count} record={recordAt(active)} group={group} />
        )}
      </div>
      <div style={{ height: Math.max(0, layout.height - height) }} />
    </div>
  );
}

interface ActiveOptionProps {
  readonly id: string;
  readonly place: number;
  readonly count: number;
  readonly record: number | undefined;
  readonly group: string | undefined;
}

/** The canvas has no elements of its own; this one stands for the active cell to screen readers. */
function ActiveOption({ id, place, count, record, group }: ActiveOptionProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected="true"
      tabIndex={-1}
      aria-posinset={place + 1}
      aria-setsize={count}
      className="visually-hidden"
    >
      {record === undefined ? 'Loading' : `Record ${record}${group === undefined ? '' : `, ${group}`}`}
    </div>
  );
}

function useMaskOpacity(): number {
  const { opacity, style, peeking } = useMaskLook();
  return peeking ? 0 : style === 'outline' ? 1 : opacity;
}

function useGridColors(): GridFrame['colors'] {
  const theme = useThemeVersion();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes what the tokens stand for
  return useMemo(
    () => ({
      empty: themeColor('--surface-active'),
      active: themeColor('--accent'),
      hover: themeColor('--border-strong'),
    }),
    [theme],
  );
}
