const MAXIMUM_NAMES = 4096;
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Turns the bytes of feature names into strings. Records of one file hold the same names in mostly the same order,
 * so the name seen last at this position is tried first and decoding is rare.
 */
export class NameTable {
  readonly #byPosition: { readonly name: string; readonly bytes: Uint8Array }[] = [];

  /** @throws TypeError when the bytes are not UTF-8 */
  lookUp(bytes: Uint8Array, start: number, end: number, position: number): string {
    const known = this.#byPosition[position];
    if (known && isSame(known.bytes, bytes, start, end)) return known.name;
    const copy = new Uint8Array(bytes.subarray(start, end));
    const name = decoder.decode(copy);
    if (position < MAXIMUM_NAMES) this.#byPosition[position] = { name, bytes: copy };
    return name;
  }
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let i = 0; i < known.length; i++) if (known[i] !== bytes[start + i]) return false;
  return true;
}
