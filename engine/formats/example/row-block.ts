import { type CellHead, putHead } from './cell-heads.ts';
import { refuseOversized } from './record-limit.ts';
import { putInt, sizeOfVarint } from './wire-writer.ts';

/** Rows of a block: few enough that what one column wrote is still near the processor when the next one writes. */
export const BLOCK_ROWS = 512;
const BLOCK_BYTES = 1 << 18;
/** Bytes behind a record that copying whole words may overwrite. */
const SLACK = 3;
const WORD = 4;

/**
 * Some rows of a table on their way to tf.Examples, written a column at a time: a loop over values of one type is many
 * times faster than one over the columns of a row. First each column adds the sizes of its cells, then the rows are laid
 * out, then each column writes its cells.
 */
export class RowBlock {
  /** By row: the bytes of the cells that were measured. */
  readonly sizes = new Float64Array(BLOCK_ROWS);
  /** By row: where the next cell is to be written. */
  readonly positions = new Int32Array(BLOCK_ROWS);
  readonly #starts = new Int32Array(BLOCK_ROWS);
  // No Buffer: views of plain arrays are made faster, and each row is one.
  bytes = new Uint8Array(BLOCK_BYTES);
  view = new DataView(this.bytes.buffer);

  begin(): void {
    this.sizes.fill(0);
  }

  /**
   * Gives room to as many of the first `rows` rows as a block takes, at least one, and tells how many.
   * @throws RangeError for too large a record
   */
  layOut(rows: number): number {
    let [row, at] = [0, 0];
    for (; row < rows; row++) {
      const size = this.sizes[row] as number;
      const head = 1 + sizeOfVarint(size);
      refuseOversized(head + size);
      if (row > 0 && at + head + size + SLACK > BLOCK_BYTES) break;
      this.#starts[row] = at;
      this.positions[row] = at + head;
      at = (at + head + size + SLACK + WORD - 1) & -WORD;
    }
    this.#reserve(at);
    for (let i = 0; i < row; i++) {
      const start = this.#starts[i] as number;
      this.bytes[start] = (1 << 3) | 2;
      putInt(this.bytes, start + 1, this.sizes[i] as number);
    }
    return row;
  }

  /** Writes a cell, or its head, and returns the offset behind it, for its value. */
  put(row: number, head: CellHead): number {
    const at = putHead(this.view, this.positions[row] as number, head);
    this.positions[row] = at;
    return at;
  }

  /** A row whose cells are all written, as a serialized Example: a view, valid until the next block is laid out. */
  record(row: number): Uint8Array<ArrayBuffer> {
    const start = this.#starts[row] as number;
    return new Uint8Array(this.bytes.buffer, start, (this.positions[row] as number) - start);
  }

  #reserve(bytes: number): void {
    if (bytes <= this.bytes.length) return;
    this.bytes = new Uint8Array(bytes);
    this.view = new DataView(this.bytes.buffer);
  }
}
