import { LeastRecent } from '../least-recent.ts';
import { spriteAddress, spriteSheet } from './sprite-sheet.ts';
import type { Tile, TileStore } from './tile.ts';

/** A sheet takes 16 MB; ten are what a large screen of small thumbnails needs, and some to scroll back to. */
export const keptSheets = 10;

/** A sheet that crosses the screen in less than this is not fetched, since nobody could look at it. */
export const patienceMs = 60;

export interface SheetStoreOptions {
  /** Fetches and decodes a sheet; the signal says that it went out of sight. */
  readonly load: (page: number, signal: AbortSignal) => Promise<ImageBitmap>;
  readonly onChange: () => void;
  /** How many sheets may be on their way: each decodes four million pixels on a core of its own. */
  readonly atOnce: number;
  /** Gives what is in sight one by one while its sheet is drawn, which takes the engine a second or two the first time. */
  readonly standIn?: TileStore;
}

interface Sheet {
  /** Null where the engine has no such sheet. */
  readonly bitmap: ImageBitmap | null;
  readonly look: number;
}

/**
 * Tiles out of sheets of 1,024. Each frame says anew which sheets it lacks, so what flies past is neither fetched nor
 * decoded, and leaves the processor to the frames.
 */
export class SheetStore implements TileStore {
  readonly #options: SheetStoreOptions;
  readonly #sheets = new LeastRecent<number, Sheet>(keptSheets, ({ bitmap }) => bitmap?.close());
  readonly #loading = new Map<number, AbortController>();
  /** The sheets that the frame being drawn lacks, and since when frames have lacked them. */
  #lacking = new Map<number, number>();
  #lackedBefore: ReadonlyMap<number, number> = new Map();
  #look = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SheetStoreOptions) {
    this.#options = options;
  }

  get(record: number): Tile | null {
    const { page, x, y } = spriteAddress(record);
    const sheet = this.#sheets.get(page);
    if (sheet?.look !== this.#look) {
      this.#lack(page, sheet === undefined);
    }
    if (!sheet?.bitmap) {
      return this.#options.standIn?.get(record) ?? null;
    }
    const { tileSize } = spriteSheet;
    return { bitmap: sheet.bitmap, x, y, width: tileSize, height: tileSize };
  }

  drawn(): void {
    for (const [page, request] of this.#loading) {
      if (!this.#lacking.has(page)) this.#giveUp(page, request);
    }
    this.#start();
    this.#lackedBefore = this.#lacking;
    this.#lacking = new Map();
  }

  /** Which sheets a frame lacks is known from drawing it; where it rests, single tiles stand in for them. */
  want(records: readonly number[]): void {
    this.#options.standIn?.want(
      records.filter((record) => this.#sheets.get(spriteAddress(record).page) === undefined),
    );
  }

  /** Sheets in the former look stay until they are here in the new one, so that nothing flickers. */
  clear(): void {
    this.#look += 1;
    for (const [page, request] of this.#loading) this.#giveUp(page, request);
    this.#options.onChange();
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const [page, request] of this.#loading) this.#giveUp(page, request);
    this.#sheets.clear();
    this.#options.standIn?.close();
  }

  #lack(page: number, isNew: boolean): void {
    if (this.#lacking.has(page)) return;
    // Nothing flies past a store that is still empty, nor past one whose look alone has changed.
    const since = isNew && this.#sheets.size > 0 ? Date.now() : 0;
    this.#lacking.set(page, this.#lackedBefore.get(page) ?? since);
  }

  #start(): void {
    const now = Date.now();
    for (const [page, since] of this.#lacking) {
      if (this.#loading.size >= this.#options.atOnce) return;
      if (now - since < patienceMs) {
        this.#askAgain();
      } else if (!this.#loading.has(page)) {
        void this.#fetch(page);
      }
    }
  }

  #askAgain(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#options.onChange, patienceMs);
  }

  async #fetch(page: number): Promise<void> {
    const request = new AbortController();
    const look = this.#look;
    this.#loading.set(page, request);
    const bitmap = await this.#options.load(page, request.signal).catch(() => null);
    if (request.signal.aborted) {
      bitmap?.close();
      return;
    }
    this.#loading.delete(page);
    this.#sheets.set(page, { bitmap, look });
    this.#options.onChange();
  }

  #giveUp(page: number, request: AbortController): void {
    request.abort();
    this.#loading.delete(page);
  }
}
