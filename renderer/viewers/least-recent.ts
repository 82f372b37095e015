/** A map that forgets what was used longest ago once it holds more than `capacity` entries. */
export class LeastRecent<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #capacity: number;
  readonly #release: (value: Value) => void;

  /** `release` frees what an entry holds (an ImageBitmap's pixels) when it is forgotten. */
  constructor(capacity: number, release: (value: Value) => void = () => undefined) {
    this.#capacity = capacity;
    this.#release = release;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    // A Map iterates in insertion order, so putting the entry in again makes it the newest.
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    const before = this.#entries.get(key);
    if (before !== undefined && before !== value) this.#release(before);
    this.#entries.delete(key);
    this.#entries.set(key, value);
    for (const [oldest, forgotten] of this.#entries) {
      if (this.#entries.size <= this.#capacity) break;
      this.#entries.delete(oldest);
      this.#release(forgotten);
    }
  }

  delete(key: Key): void {
    const value = this.#entries.get(key);
    if (value === undefined) return;
    this.#entries.delete(key);
    this.#release(value);
  }

  clear(): void {
    for (const value of this.#entries.values()) this.#release(value);
    this.#entries.clear();
  }

  get size(): number {
    return this.#entries.size;
  }
}
