interface Drawing {
  readonly make: () => Promise<Uint8Array>;
  readonly result: PromiseWithResolvers<Uint8Array>;
  askers: number;
}

/**
 * Draws at most some pictures at a time, each once for all who ask for it, and the one asked for last first: who scrolls
 * wants what is in sight now. What nobody waits for any more is not begun.
 */
export class DrawingQueue {
  readonly #atOnce: number;
  readonly #drawings = new Map<string, Drawing>();
  /** Keys of drawings that have not begun, oldest first. */
  readonly #waiting = new Set<string>();
  #underWay = 0;

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  /** @throws what `make` throws, or the signal's reason when it aborts before the drawing began */
  async draw(key: string, make: () => Promise<Uint8Array>, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted();
    const drawing = this.#drawings.get(key) ?? this.#add(key, make);
    drawing.askers += 1;
    const leave = (): void => {
      drawing.askers -= 1;
      if (drawing.askers === 0 && this.#waiting.delete(key)) {
        this.#drawings.delete(key);
        drawing.result.reject(signal.reason);
      }
    };
    signal.addEventListener('abort', leave, { once: true });
    this.#startNext();
    try {
      return await drawing.result.promise;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  #add(key: string, make: () => Promise<Uint8Array>): Drawing {
    const drawing = { make, result: Promise.withResolvers<Uint8Array>(), askers: 0 };
    this.#drawings.set(key, drawing);
    this.#waiting.add(key);
    return drawing;
  }

  #startNext(): void {
    const key = [...this.#waiting].at(-1);
    const drawing = key === undefined ? undefined : this.#drawings.get(key);
    if (key === undefined || !drawing || this.#underWay >= this.#atOnce) {
      return;
    }
    this.#waiting.delete(key);
    this.#underWay += 1;
    const ended = (): void => {
      this.#underWay -= 1;
      this.#drawings.delete(key);
      this.#startNext();
    };
    drawing.make().then(drawing.result.resolve, drawing.result.reject).finally(ended);
  }
}
