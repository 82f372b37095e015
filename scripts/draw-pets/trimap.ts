/** Trimap codes of the Oxford-IIIT Pet data set. */
const pet = 1;
const background = 2;
const border = 3;

/**
 * Turns a silhouette into a trimap: a band of `radius` pixels on both sides of the outline is border, as in the
 * annotations of the Oxford-IIIT Pet data set.
 *
 * @param coverage how much of each pixel the creature covers, 0 to 255, row by row, `width` times `height`
 */
export function trimapFromCoverage(
  coverage: Uint8Array,
  { width, height, radius }: { readonly width: number; readonly height: number; readonly radius: number },
): Uint8Array {
  const inside = (x: number, y: number): boolean => (coverage[y * width + x] ?? 0) >= 128;
  const trimap = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = inside(x, y);
      trimap[y * width + x] = touchesOther(x, y, here) ? border : here ? pet : background;
    }
  }
  return trimap;

  function touchesOther(x: number, y: number, here: boolean): boolean {
    for (let dy = -radius; dy <= radius; dy++) {
      for (let dx = -radius; dx <= radius; dx++) {
        if (dx * dx + dy * dy > radius * radius) continue;
        const column = x + dx;
        const row = y + dy;
        if (column < 0 || row < 0 || column >= width || row >= height) continue;
        if (inside(column, row) !== here) return true;
      }
    }
    return false;
  }
}
