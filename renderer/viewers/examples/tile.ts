/** Part of a bitmap that shows one record. */
export interface Tile {
  readonly bitmap: ImageBitmap;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Gives the tiles of records; what is not here yet is null and is on its way. */
export interface TileStore {
  get(record: number): Tile | null;
  /** Says that a frame has been drawn with all the tiles it asked for. */
  drawn(): void;
  /** Says which records are in sight now that scrolling rests, so that what is no longer wanted is not fetched. */
  want(records: readonly number[]): void;
  /** Forgets every tile, as when masks are to be drawn in another look. */
  clear(): void;
  close(): void;
}

/** What a store keeps of something it fetches: a mark of this very request, the bitmap, or that there is none. */
export type Fetched = ImageBitmap | PendingTile | 'failed';

export class PendingTile {}

/** Frees the pixels of a bitmap at once instead of at the next garbage collection. */
export function release(fetched: Fetched): void {
  if (fetched instanceof ImageBitmap) {
    fetched.close();
  }
}
