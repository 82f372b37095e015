/** Places in the order shown that lie together, under a heading where there are groups. */
export interface GridSection {
  /** The place of its first cell. */
  readonly start: number;
  readonly count: number;
  /** A collapsed section shows its heading alone. */
  readonly isCollapsed: boolean;
  /** Top of the heading, of the cells, and the end of both. */
  readonly top: number;
  readonly cellsTop: number;
  readonly bottom: number;
}

/** Where the cells of a grid of equal squares lie, in CSS pixels. */
export interface GridLayout {
  readonly columns: number;
  readonly cellSize: number;
  readonly gap: number;
  readonly padding: number;
  readonly count: number;
  readonly sections: readonly GridSection[];
  /** Height of a section's heading, which stays in sight; 0 without groups. */
  readonly headingHeight: number;
  /** Height of everything, which the scroll container's spacer takes. */
  readonly height: number;
}

export interface GridGroup {
  readonly count: number;
  readonly isCollapsed: boolean;
}

export interface GridOptions {
  readonly count: number;
  readonly width: number;
  readonly cellSize: number;
  readonly gap: number;
  readonly padding: number;
  /** Groups one below the other, each with a heading; all cells together without them. */
  readonly groups?: readonly GridGroup[] | undefined;
  readonly headingHeight?: number;
}

/** Fits as many columns as `width` holds and stretches the cells to fill it, so that no ragged edge is left. */
export function layoutGrid(options: GridOptions): GridLayout {
  const { count, width, cellSize, gap, padding, groups } = options;
  const inner = Math.max(cellSize, width - 2 * padding);
  const columns = Math.max(1, Math.floor((inner + gap) / (cellSize + gap)));
  const stretched = Math.floor((inner - gap * (columns - 1)) / columns);
  // A few cells keep their size and stay at the left; only a full row is stretched.
  const size = count < columns ? cellSize : Math.max(8, stretched);
  const headingHeight = groups === undefined ? 0 : (options.headingHeight ?? 0);
  const sections: GridSection[] = [];
  let [start, top] = [0, 0];
  for (const group of groups ?? [{ count, isCollapsed: false }]) {
    const rows = group.isCollapsed ? 0 : Math.ceil(group.count / columns);
    const cellsTop = top + headingHeight + padding;
    const bottom = rows === 0 ? top + headingHeight : cellsTop + rows * (size + gap) - gap + padding;
    sections.push({ ...group, start, top, cellsTop, bottom });
    start += group.count;
    top = bottom;
  }
  return { columns, cellSize: size, gap, padding, count, sections, headingHeight, height: top };
}

/** The section that a place belongs to; undefined beyond the last. */
export function sectionOf({ sections }: GridLayout, index: number): GridSection | undefined {
  return sections.find(({ start, count }) => index >= start && index < start + count);
}

/** Top left corner of a cell in the scrolled content; null where its section is collapsed or there is no such cell. */
export function cellPosition(
  layout: GridLayout,
  index: number,
): { readonly x: number; readonly y: number } | null {
  const section = sectionOf(layout, index);
  return section === undefined || section.isCollapsed ? null : positionIn(layout, section, index);
}

/** As `cellPosition` where the section is known: for each cell of each frame. */
export function positionIn(
  layout: GridLayout,
  { start, cellsTop }: GridSection,
  index: number,
): { readonly x: number; readonly y: number } {
  const step = layout.cellSize + layout.gap;
  return {
    x: layout.padding + ((index - start) % layout.columns) * step,
    y: cellsTop + Math.floor((index - start) / layout.columns) * step,
  };
}

/** The cells of one section that touch a window of the scrolled content: `first` to before `end`. */
export interface VisibleCells {
  readonly section: GridSection;
  readonly first: number;
  readonly end: number;
}

/** The cells in sight, section by section. */
export function visibleCells(layout: GridLayout, top: number, height: number): readonly VisibleCells[] {
  const step = layout.cellSize + layout.gap;
  const visible: VisibleCells[] = [];
  for (const section of layout.sections) {
    if (section.isCollapsed || section.bottom <= top || section.top >= top + height) continue;
    const firstRow = Math.max(0, Math.floor((top - section.cellsTop) / step));
    const endRow = Math.max(0, Math.ceil((top + height - section.cellsTop) / step));
    const end = Math.min(section.count, endRow * layout.columns);
    const first = Math.min(firstRow * layout.columns, end);
    if (first < end) visible.push({ section, first: section.start + first, end: section.start + end });
  }
  return visible;
}

/** The cell under a point of the scrolled content, gaps belonging to the cell before them; null where there is none. */
export function cellAt(layout: GridLayout, x: number, y: number): number | null {
  const step = layout.cellSize + layout.gap;
  const column = Math.floor((x - layout.padding) / step);
  const section = layout.sections.find(({ top, bottom }) => y >= top && y < bottom);
  if (section === undefined || section.isCollapsed || column < 0 || column >= layout.columns) {
    return null;
  }
  const row = Math.floor((y - section.cellsTop) / step);
  const place = row * layout.columns + column;
  return row >= 0 && place < section.count ? section.start + place : null;
}

/** The scroll offset nearest to `top` at which a cell is entirely visible; `top` for one that is not shown. */
export function scrollToShow(layout: GridLayout, index: number, top: number, height: number): number {
  const position = cellPosition(layout, index);
  if (position === null) return top;
  const upper = position.y - layout.padding - layout.headingHeight;
  const lower = position.y + layout.cellSize + layout.padding - height;
  return Math.max(0, Math.min(upper, Math.max(lower, top)));
}
