import type { FeatureKind } from './feature-value.ts';
import { sizeOfField, WireWriter } from './wire-writer.ts';

const FIELD = { bytes: 1, float: 2, int: 3 } as const;
const WORD = 4;
/** Text of fewer bytes has its cell's head made once; it is short that most text is. */
const KNOWN_LENGTHS = 128;
/** From here on a copy of bytes is faster than one of words. */
const LONG = 256;

/** What a cell of a table consists of before its value, or a whole cell: bytes padded to whole words. */
export interface CellHead {
  readonly words: Int32Array;
  readonly length: number;
}

export interface TableColumn {
  readonly name: string;
  readonly kind: FeatureKind;
}

/** What the cells of a column have in common in a serialized tf.Example, made once. */
export class CellHeads {
  readonly kind: FeatureKind;
  /** The cell of a feature of no kind, that of an empty list, and the head of a single float. */
  readonly unset: CellHead;
  readonly empty: CellHead;
  readonly float: CellHead;
  readonly #name: Uint8Array;
  readonly #bySize: (CellHead | undefined)[] = Array.from({ length: KNOWN_LENGTHS }, () => undefined);

  constructor({ name, kind }: TableColumn) {
    this.kind = kind;
    this.#name = Buffer.from(name);
    this.unset = this.#make(-1);
    this.empty = this.#make(0);
    this.float = kind === 'float' ? this.#makeSingle(WORD) : this.empty;
  }

  /** The head of a cell with one value of so many bytes. */
  single(size: number): CellHead {
    const known = this.#bySize[size];
    if (known) return known;
    const made = this.#makeSingle(size);
    if (size < KNOWN_LENGTHS) this.#bySize[size] = made;
    return made;
  }

  /** The head of a cell whose list takes so many bytes. */
  list(size: number): CellHead {
    return this.#make(size);
  }

  #makeSingle(size: number): CellHead {
    return this.#make(sizeOfField(size), size);
  }

  /** The head of a cell whose list takes so many bytes (-1 for no list), up to its only value where that is given. */
  #make(list: number, value?: number): CellHead {
    const feature = list < 0 ? 0 : sizeOfField(list);
    const entry = sizeOfField(this.#name.length) + sizeOfField(feature);
    const length =
      sizeOfField(entry) - Math.max(0, list) + (value === undefined ? 0 : sizeOfField(value) - value);
    const writer = new WireWriter(length);
    writer.field(1, entry);
    writer.field(1, this.#name.length);
    writer.raw(this.#name);
    writer.field(2, feature);
    if (list >= 0) writer.field(FIELD[this.kind], list);
    if (value !== undefined) writer.field(1, value);
    return padHead(writer.bytes.subarray(0, length));
  }
}

/** A copy of some bytes, in whole words. */
export function padHead(bytes: Uint8Array): CellHead {
  const words = new Int32Array(Math.ceil(bytes.length / WORD));
  new Uint8Array(words.buffer).set(bytes);
  return { words, length: bytes.length };
}

/**
 * Copies a head and returns the offset behind it. Up to three bytes behind it are overwritten, as whole words are copied:
 * what comes there is to be written later.
 */
export function putHead(target: DataView, offset: number, { words, length }: CellHead): number {
  if (length < LONG) {
    for (let i = 0; i < words.length; i++) target.setInt32(offset + i * WORD, words[i] as number, true);
  } else {
    const bytes = new Uint8Array(words.buffer, 0, length);
    new Uint8Array(target.buffer, target.byteOffset + offset, length).set(bytes);
  }
  return offset + length;
}
