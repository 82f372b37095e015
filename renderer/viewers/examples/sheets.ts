import type { MaskLook } from '../picture/mask-paint.ts';
import type { CancelPaint, PaintedSheet, PaintSheet } from './mask-sheet-worker.ts';
import { spriteSheet } from './sprite-sheet.ts';

/** Fetches and decodes a sheet off the main thread. @throws Error when the engine has no such sheet or on abort */
export async function loadSheet(url: string, signal: AbortSignal | null = null): Promise<ImageBitmap> {
  const response = await fetch(url, { signal });
  if (!response.ok) {
    throw new Error(`No sheet of thumbnails at "${url}": the engine answered ${response.status}`);
  }
  return createImageBitmap(await response.blob());
}

interface Waiting {
  readonly resolve: (bitmap: ImageBitmap) => void;
  readonly reject: (error: Error) => void;
}

/** Colours sheets of class codes in a worker, since four million pixels would hold up several frames. */
export class MaskPainter {
  readonly #worker = new Worker(new URL('./mask-sheet-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting = new Map<number, Waiting>();
  #look: MaskLook = { classes: [], hidden: [], style: 'fill' };
  #nextId = 1;

  constructor() {
    this.#worker.addEventListener('message', (message: MessageEvent<PaintedSheet>) =>
      this.#settle(message.data),
    );
  }

  setLook(look: MaskLook): void {
    this.#look = look;
  }

  /** The sheet at an address in the present look. @throws Error when the engine has no such sheet or on abort */
  paint(url: string, signal?: AbortSignal): Promise<ImageBitmap> {
    const id = this.#nextId++;
    signal?.addEventListener('abort', () => this.#cancel(id), { once: true });
    const message: PaintSheet = { id, url, look: this.#look, tileSize: spriteSheet.tileSize };
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage(message);
    });
  }

  close(): void {
    this.#worker.terminate();
    for (const { reject } of this.#waiting.values()) {
      reject(new Error('The viewer was closed'));
    }
    this.#waiting.clear();
  }

  #cancel(id: number): void {
    if (this.#waiting.has(id)) this.#worker.postMessage({ id, cancel: true } satisfies CancelPaint);
  }

  #settle(answer: PaintedSheet): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.bitmap === null) {
      waiting?.reject(new Error(answer.problem));
    } else {
      waiting?.resolve(answer.bitmap);
    }
  }
}
