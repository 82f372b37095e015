const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/**
 * Walks over the records of a block of CSV. Fields are ranges of the block, without their quotes; fields with doubled
 * quotes are unescaped in place, so a block can be walked over once only. Rules as Python's csv.reader.
 */
export class CsvScanner {
  readonly bytes: Uint8Array;
  /** Number of fields of the record; 0 for a blank line. */
  count = 0;
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  /** Where the record begins in the block. */
  recordStart = 0;
  #position = 0;
  readonly #delimiter: number;

  constructor(bytes: Uint8Array, delimiter: string) {
    this.bytes = bytes;
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** Goes to the next record; false behind the last. */
  next(): boolean {
    const { bytes } = this;
    if (this.#position >= bytes.length) return false;
    this.recordStart = this.#position;
    this.count = 0;
    if (this.#skipLineEnd()) return true;
    let isOpen = true;
    while (isOpen) isOpen = bytes[this.#position] === QUOTE ? this.#quotedField() : this.#plainField();
    return true;
  }

  /** Consumes a line break, or the end of the text; false where a field goes on. */
  #skipLineEnd(): boolean {
    const byte = this.bytes[this.#position];
    if (byte === NEWLINE) this.#position++;
    else if (byte === RETURN && this.bytes[this.#position + 1] === NEWLINE) this.#position += 2;
    else return byte === undefined;
    return true;
  }

  /** Reads to the delimiter or the end of the line; true when a further field follows. */
  #plainField(): boolean {
    const { bytes } = this;
    const delimiter = this.#delimiter;
    const start = this.#position;
    let end = start;
    while (end < bytes.length && bytes[end] !== delimiter && bytes[end] !== NEWLINE) end++;
    this.#position = end + 1;
    const isLast = bytes[end] !== delimiter;
    this.#add(start, isLast && bytes[end - 1] === RETURN && end > start ? end - 1 : end);
    return !isLast;
  }

  #quotedField(): boolean {
    const { bytes } = this;
    const start = this.#position + 1;
    let [from, to] = [start, start];
    // Copies the field over itself, leaving out quotes; nothing moves until the first doubled one.
    let isQuoted = true;
    for (; from < bytes.length; from++) {
      const byte = bytes[from] as number;
      if (byte === QUOTE && isQuoted) {
        if (bytes[from + 1] === QUOTE) bytes[to++] = bytes[from++] as number;
        else isQuoted = false;
        continue;
      }
      if (!isQuoted && (byte === this.#delimiter || byte === NEWLINE)) break;
      bytes[to++] = byte;
    }
    const isLast = bytes[from] !== this.#delimiter;
    if (isLast && bytes[from - 1] === RETURN && to > start && bytes[to - 1] === RETURN) to--;
    this.#add(start, to);
    this.#position = from + 1;
    return !isLast;
  }

  #add(start: number, end: number): void {
    if (this.count === this.starts.length) {
      this.starts = grow(this.starts);
      this.ends = grow(this.ends);
    }
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }
}

function grow(values: Int32Array): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(values.length * 2);
  grown.set(values);
  return grown;
}
