/** Sheets of thumbnails as the engine makes them: 32 by 32 tiles of 64 pixels. */
export const spriteSheet = { tileSize: 64, tilesPerRow: 32, tilesPerSheet: 1024 } as const;

/** A thumbnail's sheet and its place in it, in pixels. */
export interface SpriteAddress {
  readonly page: number;
  readonly x: number;
  readonly y: number;
}

/** Where the thumbnail of a record lies. */
export function spriteAddress(record: number): SpriteAddress {
  const tile = record % spriteSheet.tilesPerSheet;
  return {
    page: Math.floor(record / spriteSheet.tilesPerSheet),
    x: (tile % spriteSheet.tilesPerRow) * spriteSheet.tileSize,
    y: Math.floor(tile / spriteSheet.tilesPerRow) * spriteSheet.tileSize,
  };
}

/** The sheets that hold some records, in ascending order. */
export function pagesOf(records: Iterable<number>): number[] {
  const pages = new Set<number>();
  for (const record of records) pages.add(Math.floor(record / spriteSheet.tilesPerSheet));
  return [...pages].sort((a, b) => a - b);
}
