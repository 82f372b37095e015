/** Where the cells of a grid of equal squares lie, in CSS pixels. */
export interface GridLayout {
  readonly columns: number;
  readonly rows: number;
  readonly cellSize: number;
  readonly gap: number;
  readonly padding: number;
  readonly count: number;
  /** Height of everything, which the scroll container's spacer takes. */
  readonly height: number;
}

export interface GridOptions {
  readonly count: number;
  readonly width: number;
  readonly cellSize: number;
  readonly gap: number;
  readonly padding: number;
}

/** Fits as many columns as `width` holds and stretches the cells to fill it, so that no ragged edge is left. */
export function layoutGrid({ count, width, cellSize, gap, padding }: GridOptions): GridLayout {
  const inner = Math.max(cellSize, width - 2 * padding);
  const columns = Math.max(1, Math.floor((inner + gap) / (cellSize + gap)));
  const stretched = Math.floor((inner - gap * (columns - 1)) / columns);
  // A few cells keep their size and stay at the left; only a full row is stretched.
  const size = count < columns ? cellSize : Math.max(8, stretched);
  const rows = Math.ceil(count / columns);
  const height = rows === 0 ? 0 : rows * (size + gap) - gap + 2 * padding;
  return { columns, rows, cellSize: size, gap, padding, count, height };
}

/** Top left corner of a cell in the scrolled content. */
export function cellPosition(layout: GridLayout, index: number): { readonly x: number; readonly y: number } {
  const step = layout.cellSize + layout.gap;
  return {
    x: layout.padding + (index % layout.columns) * step,
    y: layout.padding + Math.floor(index / layout.columns) * step,
  };
}

/** The cells that touch a window of the scrolled content: `first` to before `end`. */
export function visibleRange(
  layout: GridLayout,
  top: number,
  height: number,
): { readonly first: number; readonly end: number } {
  const step = layout.cellSize + layout.gap;
  const firstRow = Math.max(0, Math.floor((top - layout.padding) / step));
  const endRow = Math.max(0, Math.ceil((top + height - layout.padding) / step));
  const end = Math.min(layout.count, endRow * layout.columns);
  return { first: Math.min(firstRow * layout.columns, end), end };
}

/** The cell under a point of the scrolled content, gaps belonging to the cell before them; null where there is none. */
export function cellAt(layout: GridLayout, x: number, y: number): number | null {
  const step = layout.cellSize + layout.gap;
  const column = Math.floor((x - layout.padding) / step);
  const row = Math.floor((y - layout.padding) / step);
  if (column < 0 || column >= layout.columns || row < 0) {
    return null;
  }
  const index = row * layout.columns + column;
  return index < layout.count ? index : null;
}

/** The scroll offset nearest to `top` at which a cell is entirely visible. */
export function scrollToShow(layout: GridLayout, index: number, top: number, height: number): number {
  const { y } = cellPosition(layout, index);
  const upper = y - layout.padding;
  const lower = y + layout.cellSize + layout.padding - height;
  return Math.max(0, Math.min(upper, Math.max(lower, top)));
}

/** The cell that a key moves to, or null for a key that does not move. */
export function moveInGrid(layout: GridLayout, index: number, key: string, pageRows: number): number | null {
  const target = keyTarget(layout, index, key, pageRows);
  return target === null ? null : Math.max(0, Math.min(layout.count - 1, target));
}

function keyTarget(layout: GridLayout, index: number, key: string, pageRows: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return index - 1;
    case 'ArrowRight':
      return index + 1;
    case 'ArrowUp':
      return index - layout.columns < 0 ? index : index - layout.columns;
    case 'ArrowDown':
      return index + layout.columns >= layout.count ? index : index + layout.columns;
    case 'PageUp':
      return Math.max(index % layout.columns, index - pageRows * layout.columns);
    case 'PageDown':
      return index + pageRows * layout.columns;
    case 'Home':
      return 0;
    case 'End':
      return layout.count - 1;
    default:
      return null;
  }
}
