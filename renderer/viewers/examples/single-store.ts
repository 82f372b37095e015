import { LeastRecent } from '../least-recent.ts';
import { type Fetched, PendingTile, release, type Tile, type TileStore } from './tile.ts';

/** Two large screens of thumbnails. */
const kept = 600;
const atOnce = 6;

/** Tiles fetched one by one, for records that lie far apart and for cells larger than a sprite. */
export class SingleStore implements TileStore {
  readonly #load: (record: number) => Promise<ImageBitmap>;
  readonly #onChange: () => void;
  readonly #tiles = new LeastRecent<number, Fetched>(kept, release);
  #wanted: number[] = [];
  #running = 0;

  constructor(load: (record: number) => Promise<ImageBitmap>, onChange: () => void) {
    this.#load = load;
    this.#onChange = onChange;
  }

  get(record: number): Tile | null {
    const bitmap = this.#tiles.get(record);
    if (!(bitmap instanceof ImageBitmap)) {
      return null;
    }
    return { bitmap, x: 0, y: 0, width: bitmap.width, height: bitmap.height };
  }

  drawn(): void {
    // Single tiles are fetched when scrolling rests.
  }

  want(records: readonly number[]): void {
    this.#wanted = records.filter((record) => this.#tiles.get(record) === undefined);
    this.#pump();
  }

  clear(): void {
    this.#tiles.clear();
    this.#onChange();
  }

  close(): void {
    this.#wanted = [];
    this.#tiles.clear();
  }

  #pump(): void {
    while (this.#running < atOnce) {
      const record = this.#wanted.shift();
      if (record === undefined) {
        return;
      }
      void this.#fetch(record);
    }
  }

  async #fetch(record: number): Promise<void> {
    const request = new PendingTile();
    this.#tiles.set(record, request);
    this.#running += 1;
    const bitmap = await this.#load(record).catch(() => 'failed' as const);
    this.#running -= 1;
    if (this.#tiles.get(record) === request) {
      this.#tiles.set(record, bitmap);
      this.#onChange();
    } else {
      release(bitmap);
    }
    this.#pump();
  }
}
