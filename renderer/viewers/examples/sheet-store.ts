import { LeastRecent } from '../least-recent.ts';
import { spriteAddress, spriteSheet } from './sprite-sheet.ts';
import { type Fetched, PendingTile, release, type Tile, type TileStore } from './tile.ts';

/** A sheet takes 16 MB; ten are what a large screen of small thumbnails needs, and some to scroll back to. */
export const keptSheets = 10;

/** Tiles out of sheets of 1,024, each fetched when a tile of it is first drawn. */
export class SheetStore implements TileStore {
  readonly #load: (page: number) => Promise<ImageBitmap>;
  readonly #onChange: () => void;
  readonly #sheets = new LeastRecent<number, Fetched>(keptSheets, release);

  constructor(load: (page: number) => Promise<ImageBitmap>, onChange: () => void) {
    this.#load = load;
    this.#onChange = onChange;
  }

  get(record: number): Tile | null {
    const { page, x, y } = spriteAddress(record);
    const sheet = this.#sheets.get(page);
    if (sheet === undefined) {
      void this.#fetch(page);
    }
    const { tileSize } = spriteSheet;
    return sheet instanceof ImageBitmap ? { bitmap: sheet, x, y, width: tileSize, height: tileSize } : null;
  }

  want(): void {
    // Sheets are few and each is wanted by many cells, so none on its way is given up.
  }

  clear(): void {
    this.#sheets.clear();
    this.#onChange();
  }

  close(): void {
    this.#sheets.clear();
  }

  async #fetch(page: number): Promise<void> {
    const request = new PendingTile();
    this.#sheets.set(page, request);
    const sheet = await this.#load(page).catch(() => 'failed' as const);
    if (this.#sheets.get(page) !== request) {
      release(sheet);
      return;
    }
    this.#sheets.set(page, sheet);
    this.#onChange();
  }
}
