import type { RowWriter } from '../example/row-writer.ts';
import { ColumnPages } from './column-pages.ts';
import { decodeDictionary, decodeValues } from './decode-values.ts';
import type { LeafColumn } from './leaf-column.ts';
import type { Dictionary, PageValues, Scalar } from './page-values.ts';
import { type DataPage, readDataPage } from './read-data-page.ts';

/** A list of more values is damage, or meant to exhaust memory. */
const MAXIMUM_LIST_VALUES = 1 << 24;

/** Gives the cells of a column of one row group, row by row, with one page in memory. */
export interface ColumnReader {
  /** Writes the cell of the next row. @throws Error for a damaged page, and behind the last */
  write(writer: RowWriter, column: number): void;
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

const NO_VALUES: PageValues = {
  write: () => undefined,
  at: () => {
    throw new RangeError('there are no values');
  },
};

/** A column without lists. */
class ValueReader implements ColumnReader {
  readonly #column: LeafColumn;
  readonly #pages: DataPages;
  #values = NO_VALUES;
  #definitions: Uint8Array | null = null;
  #rows = 0;
  #row = 0;
  #value = 0;

  constructor(column: LeafColumn, pages: DataPages) {
    this.#column = column;
    this.#pages = pages;
  }

  write(writer: RowWriter, column: number): void {
    if (this.#row === this.#rows) this.#nextPage(0);
    if (this.#isPresent(this.#row++)) this.#values.write(writer, column, this.#value++);
    else writer.unset(column);
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

/** A column of lists, or of lists of lists, whose values are put one behind another. A row may go on over pages. */
class ListReader implements ColumnReader {
  readonly #column: LeafColumn;
  readonly #pages: DataPages;
  #page: DataPage | null = null;
  #values: PageValues | null = null;
  #entry = 0;
  #value = 0;

  constructor(column: LeafColumn, pages: DataPages) {
    this.#column = column;
    this.#pages = pages;
  }

  write(writer: RowWriter, column: number): void {
    const values: Scalar[] = [];
    this.#readRow((page, value) => {
      this.#values ??= this.#pages.decode(page);
      if (values.push(this.#values.at(value)) <= MAXIMUM_LIST_VALUES) return;
      throw new Error(
        `a list of the column "${this.#column.name}" has more than ${MAXIMUM_LIST_VALUES} values`,
      );
    });
    if (values.length === 0) writer.unset(column);
    else writer.list(column, values);
  }

  skip(rows: number): void {
    for (let row = 0; row < rows; row++) this.#readRow(() => undefined);
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
