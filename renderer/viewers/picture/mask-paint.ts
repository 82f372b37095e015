/** A class of a mask with the colour it is drawn in. */
export interface MaskClass {
  readonly code: number;
  readonly name: string;
  readonly color: string;
}

export type MaskStyle = 'fill' | 'outline';

/** What of a mask is drawn, and how. */
export interface MaskLook {
  readonly classes: readonly MaskClass[];
  readonly hidden: readonly number[];
  readonly style: MaskStyle;
}

const codes = 256;

/** RGBA of each class code, little-endian as canvas pixels are in memory; 0 (transparent) where nothing is drawn. */
export function maskPalette(look: MaskLook): Uint32Array {
  const palette = new Uint32Array(codes);
  for (const { code, color } of look.classes) {
    if (code >= 0 && code < codes && !look.hidden.includes(code)) palette[code] = packColor(color);
  }
  return palette;
}

/** Reads `#rgb` or `#rrggbb` as an opaque canvas pixel. */
export function packColor(color: string): number {
  const digits =
    color.length === 4 ? [...color.slice(1)].map((digit) => digit + digit).join('') : color.slice(1);
  const value = Number.parseInt(digits, 16);
  if (Number.isNaN(value)) return 0;
  const red = (value >> 16) & 255;
  const green = (value >> 8) & 255;
  const blue = value & 255;
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

/** Class codes of a picture of `width` columns; several tiles of `tileSize` are outlined each on its own. */
export interface MaskCodes {
  readonly codes: Uint8Array;
  readonly width: number;
  readonly tileSize: number;
}

/**
 * Colours class codes into canvas pixels. As outline only pixels with a neighbour of another class in the same tile
 * are drawn, in the colour of their own class.
 */
export function paintMask(mask: MaskCodes, look: MaskLook): Uint32Array<ArrayBuffer> {
  const palette = maskPalette(look);
  const pixels = new Uint32Array(mask.codes.length);
  const keeps = look.style === 'fill' ? () => true : (index: number) => isEdge(mask, index);
  for (let index = 0; index < pixels.length; index += 1) {
    const color = palette[mask.codes[index] ?? 0] ?? 0;
    if (color !== 0 && keeps(index)) pixels[index] = color;
  }
  return pixels;
}

function isEdge({ codes: values, width, tileSize }: MaskCodes, index: number): boolean {
  const code = values[index];
  const x = index % width;
  const y = (index - x) / width;
  const inTileX = x % tileSize;
  const inTileY = y % tileSize;
  return (
    (inTileX > 0 && values[index - 1] !== code) ||
    (inTileX < tileSize - 1 && values[index + 1] !== code) ||
    (inTileY > 0 && values[index - width] !== code) ||
    (inTileY < tileSize - 1 && values[index + width] !== code)
  );
}

/** The share of pixels of each class code that occurs, largest first. */
export function classShares(values: Uint8Array): { readonly code: number; readonly share: number }[] {
  const counts = new Uint32Array(codes);
  for (const code of values) counts[code] = (counts[code] ?? 0) + 1;
  return [...counts]
    .map((count, code) => ({ code, share: count / values.length }))
    .filter(({ share }) => share > 0)
    .sort((a, b) => b.share - a.share);
}
