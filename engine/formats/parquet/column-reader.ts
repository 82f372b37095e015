import { type CellHead, CellHeads } from '../example/cell-heads.ts';
import { BLOCK_ROWS, type RowBlock } from '../example/row-block.ts';
import { RowWriter } from '../example/row-writer.ts';
import { ColumnPages } from './column-pages.ts';
import { type Dictionary, decodeDictionary, decodeValues } from './decode-values.ts';
import type { LeafColumn } from './leaf-column.ts';
import type { PageValues, Scalar } from './page-values.ts';
import { type DataPage, readDataPage } from './read-data-page.ts';

/** A list of more values is damage, or meant to exhaust memory. */
const MAXIMUM_LIST_VALUES = 1 << 24;

/** Gives the cells of a column of one row group, some rows at a time, with one page in memory. */
export interface ColumnReader {
  /** How many rows can be measured at once, at least one. @throws Error for a damaged page, and behind the last */
  available(): number;
  /** Adds the sizes of the cells of the next rows to the block's. */
  measure(rows: number, block: RowBlock): void;
  /** Writes the cells of the next rows, no more than were measured, and passes them. */
  write(rows: number, block: RowBlock): void;
  /** Passes over some rows. */
  skip(rows: number): void;
}

/** `descriptor` is that of the open file. */
export function columnReader(column: LeafColumn, descriptor: number): ColumnReader {
  const pages = new DataPages(column, descriptor);
  return column.highestRepetition > 0 ? new ListReader(column, pages) : new ValueReader(column, pages);
}

/** The data pages of a column one after another. */
class DataPages {
  readonly #column: LeafColumn;
  readonly #pages: ColumnPages;
  #dictionary: Dictionary | null = null;

  constructor(column: LeafColumn, descriptor: number) {
    this.#column = column;
    this.#pages = new ColumnPages(descriptor, column.chunk);
  }

  /** The next page behind those that hold no more than `entries`, and how many entries remain; null behind the last. */
  next(entries: number): { readonly page: DataPage; readonly left: number } | null {
    let left = entries;
    for (let place = this.#pages.next(); place; place = this.#pages.next()) {
      if (place.header.dictionary_page_header)
        this.#dictionary = decodeDictionary(this.#column, place, this.#pages.read(place));
      else if (place.values <= left) left -= place.values;
      else return { page: readDataPage(this.#column, place, this.#pages.read(place)), left };
    }
    return null;
  }

  decode(page: DataPage): PageValues {
    return decodeValues(this.#column, page, this.#dictionary);
  }
}

const EVERY_ROW = Int32Array.from({ length: BLOCK_ROWS }, (_, row) => row);

/** A column without lists. */
class ValueReader implements ColumnReader {
  readonly #column: LeafColumn;
  readonly #pages: DataPages;
  readonly #heads: CellHeads;
  /** Rows of a block with a value, and without. */
  #present = EVERY_ROW;
  readonly #absent = new Int32Array(BLOCK_ROWS);
  #values: PageValues | null = null;
  #definitions: Uint8Array | null = null;
  #rows = 0;
  #row = 0;
  #value = 0;

  constructor(column: LeafColumn, pages: DataPages) {
    this.#column = column;
    this.#pages = pages;
    this.#heads = new CellHeads(column);
  }

  available(): number {
    if (this.#row === this.#rows) this.#nextPage(0);
    return this.#rows - this.#row;
  }

  measure(rows: number, block: RowBlock): void {
    const count = this.#tellApart(rows);
    const { length } = this.#heads.unset;
    for (let i = 0; i < rows - count; i++) {
      const row = this.#absent[i] as number;
      block.sizes[row] = (block.sizes[row] as number) + length;
    }
    this.#values?.measure({ rows: this.#present, count, first: this.#value }, this.#heads, block);
  }

  write(rows: number, block: RowBlock): void {
    const count = this.#tellApart(rows);
    for (let i = 0; i < rows - count; i++) block.put(this.#absent[i] as number, this.#heads.unset);
    this.#values?.write({ rows: this.#present, count, first: this.#value }, this.#heads, block);
    this.#row += rows;
    this.#value += count;
  }

  /** Tells which of the next rows have a value, and how many. */
  #tellApart(rows: number): number {
    const definitions = this.#definitions;
    if (definitions === null) {
      this.#present = EVERY_ROW;
      return rows;
    }
    if (this.#present === EVERY_ROW) this.#present = new Int32Array(BLOCK_ROWS);
    const { highestDefinition } = this.#column;
    let count = 0;
    for (let i = 0; i < rows; i++) {
      if (definitions[this.#row + i] === highestDefinition) this.#present[count++] = i;
      else this.#absent[i - count] = i;
    }
    return count;
  }

  /** Pages that hold nothing else are not decoded. */
  skip(rows: number): void {
    let left = rows;
    while (left > this.#rows - this.#row) left = this.#nextPage(left - (this.#rows - this.#row));
    for (; left > 0; left--) if (this.#isPresent(this.#row++)) this.#value++;
  }

  #isPresent(row: number): boolean {
    return this.#definitions === null || this.#definitions[row] === this.#column.highestDefinition;
  }

  /** Decodes the first page behind those that some rows fill, and gives how many rows of it remain to be skipped. */
  #nextPage(rows: number): number {
    const next = this.#pages.next(rows);
    if (!next) throw new Error(`the column "${this.#column.name}" ends before its row group`);
    this.#values = this.#pages.decode(next.page);
    this.#definitions = next.page.definitions;
    [this.#rows, this.#row, this.#value] = [next.page.entries, 0, 0];
    return next.left;
  }
}

/** Cells of lists that wait to be written take no more, but for a single one. */
const MAXIMUM_WAITING_BYTES = 1 << 18;

/** A column of lists, or of lists of lists, whose values are put one behind another. A row may go on over pages. */
class ListReader implements ColumnReader {
  readonly #column: LeafColumn;
  readonly #pages: DataPages;
  readonly #heads: CellHeads;
  readonly #writer: RowWriter;
  #cells: CellHead[] = [];
  #page: DataPage | null = null;
  #values: PageValues | null = null;
  #entry = 0;
  #value = 0;

  constructor(column: LeafColumn, pages: DataPages) {
    this.#column = column;
    this.#pages = pages;
    this.#heads = new CellHeads(column);
    this.#writer = new RowWriter([column]);
  }

  available(): number {
    let bytes = this.#cells.reduce((sum, { length }) => sum + length, 0);
    while (this.#cells.length === 0 || (this.#cells.length < BLOCK_ROWS && bytes < MAXIMUM_WAITING_BYTES)) {
      if (this.#cells.length > 0 && this.#pageWithEntry() === null) break;
      const cell = this.#readCell();
      this.#cells.push(cell);
      bytes += cell.length;
    }
    return this.#cells.length;
  }

  measure(rows: number, block: RowBlock): void {
    for (let row = 0; row < rows; row++) {
      const { length } = this.#cells[row] as CellHead;
      block.sizes[row] = (block.sizes[row] as number) + length;
    }
  }

  write(rows: number, block: RowBlock): void {
    for (let row = 0; row < rows; row++) block.put(row, this.#cells[row] as CellHead);
    this.#cells = this.#cells.slice(rows);
  }

  skip(rows: number): void {
    const waiting = Math.min(rows, this.#cells.length);
    this.#cells = this.#cells.slice(waiting);
    for (let row = waiting; row < rows; row++) this.#readRow(() => undefined);
  }

  #readCell(): CellHead {
    const values: Scalar[] = [];
    this.#readRow((page, value) => {
      this.#values ??= this.#pages.decode(page);
      if (values.push(this.#values.at(value)) <= MAXIMUM_LIST_VALUES) return;
      throw new Error(
        `a list of the column "${this.#column.name}" has more than ${MAXIMUM_LIST_VALUES} values`,
      );
    });
    return values.length === 0 ? this.#heads.unset : this.#writer.prepare(() => this.#writer.list(0, values));
  }

  /** Calls for each value of the next row, with its number in its page. */
  #readRow(onValue: (page: DataPage, value: number) => void): void {
    const { name, highestDefinition, elementDefinition } = this.#column;
    let page = this.#pageWithEntry();
    if (!page) throw new Error(`the column "${name}" ends before its row group`);
    do {
      const level = page.definitions?.[this.#entry] ?? highestDefinition;
      this.#entry++;
      if (level === highestDefinition) onValue(page, this.#value++);
      else if (level >= elementDefinition) throw new Error(`a list of the column "${name}" has a null in it`);
      page = this.#pageWithEntry();
    } while (page?.repetitions?.[this.#entry]);
  }

  /** The page of the next entry; null behind the last. */
  #pageWithEntry(): DataPage | null {
    while (this.#page === null || this.#entry === this.#page.entries) {
      const next = this.#pages.next(0);
      if (!next) return null;
      this.#page = next.page;
      [this.#values, this.#entry, this.#value] = [null, 0, 0];
    }
    return this.#page;
  }
}
