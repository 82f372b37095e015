import { cellPosition, type GridLayout, positionIn, visibleCells } from './grid-layout.ts';
import type { Tile, TileStore } from './tile.ts';

/** What one frame of the grid shows. */
export interface GridFrame {
  readonly layout: GridLayout;
  readonly scrollTop: number;
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  /** The record in a cell; undefined while the order of records is still being fetched. */
  readonly recordAt: (index: number) => number | undefined;
  readonly active: number | null;
  readonly hovered: number | null;
  /** 0 draws no masks. */
  readonly maskOpacity: number;
  readonly colors: { readonly empty: string; readonly active: string; readonly hover: string };
}

/** Where the pixels come from; a sharp tile is drawn in place of a sprite where it is here. */
export interface GridPixels {
  readonly images: TileStore;
  readonly masks: TileStore | null;
  readonly sharp: TileStore | null;
}

/** Draws the cells in sight; what is not here yet is an empty square and is asked for on the way. */
export function paintGrid(context: CanvasRenderingContext2D, frame: GridFrame, pixels: GridPixels): void {
  const { layout, scrollTop, pixelRatio } = frame;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, frame.width, frame.height);
  context.imageSmoothingQuality = 'medium';
  for (const { section, first, end } of visibleCells(layout, scrollTop, frame.height)) {
    for (let index = first; index < end; index += 1) {
      const { x, y } = positionIn(layout, section, index);
      paintCell(context, frame, pixels, { record: frame.recordAt(index), x, y: y - scrollTop });
    }
  }
  for (const store of [pixels.images, pixels.masks, pixels.sharp]) {
    store?.drawn();
  }
  outlineCell(context, frame, frame.hovered, frame.colors.hover);
  outlineCell(context, frame, frame.active, frame.colors.active);
}

interface CellPlace {
  readonly record: number | undefined;
  readonly x: number;
  readonly y: number;
}

function paintCell(
  context: CanvasRenderingContext2D,
  { layout: { cellSize }, maskOpacity, colors }: GridFrame,
  { images, masks, sharp }: GridPixels,
  { record, x, y }: CellPlace,
): void {
  const image = record === undefined ? null : (sharp?.get(record) ?? images.get(record));
  if (record === undefined || image === null) {
    context.fillStyle = colors.empty;
    context.fillRect(x, y, cellSize, cellSize);
    return;
  }
  drawTile(context, image, { x, y, size: cellSize });
  const mask = maskOpacity > 0 ? masks?.get(record) : null;
  if (mask) {
    context.globalAlpha = maskOpacity;
    drawTile(context, mask, { x, y, size: cellSize });
    context.globalAlpha = 1;
  }
}

function drawTile(
  context: CanvasRenderingContext2D,
  tile: Tile,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
): void {
  context.drawImage(tile.bitmap, tile.x, tile.y, tile.width, tile.height, x, y, size, size);
}

function outlineCell(
  context: CanvasRenderingContext2D,
  { layout, scrollTop }: GridFrame,
  index: number | null,
  color: string,
): void {
  const position = index === null ? null : cellPosition(layout, index);
  if (position === null) {
    return;
  }
  const { x, y } = position;
  context.strokeStyle = color;
  context.lineWidth = 2;
  context.strokeRect(x - 1, y - 1 - scrollTop, layout.cellSize + 2, layout.cellSize + 2);
}
