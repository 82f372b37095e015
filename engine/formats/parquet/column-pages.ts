import { readSync } from 'node:fs';
import { parquetHeader } from 'hyparquet/src/column.js';
import type { ColumnChunk } from './leaf-column.ts';

type PageHeader = ReturnType<typeof parquetHeader>;

/** A page's header, and where its compressed content lies in the file. */
export interface PagePlace {
  readonly header: PageHeader;
  readonly values: number;
  readonly offset: number;
}

/** Headers are tens of bytes, but for statistics of long texts. */
const HEADER_BYTES = 1 << 12;
const MAXIMUM_HEADER_BYTES = 1 << 24;
/** Writers make pages of about a mebibyte; one this large is damage, or meant to exhaust memory. */
const MAXIMUM_PAGE_BYTES = 1 << 29;

const MAXIMUM_PAGE_VALUES = 1 << 24;

/** Walks over the pages of one column of a row group without reading their content. */
export class ColumnPages {
  readonly #descriptor: number;
  readonly #end: number;
  readonly #maximumValues: number;
  #offset: number;

  /** `descriptor` is that of the open file. */
  constructor(descriptor: number, column: ColumnChunk) {
    this.#descriptor = descriptor;
    const data = Number(column.data_page_offset);
    const dictionary = Number(column.dictionary_page_offset ?? 0);
    this.#offset = dictionary > 0 && dictionary < data ? dictionary : data;
    this.#end = this.#offset + Number(column.total_compressed_size);
    this.#maximumValues = Number(column.num_values);
  }

  /** The next page; null behind the last. @throws Error for a header that cannot be */
  next(): PagePlace | null {
    if (this.#offset >= this.#end) return null;
    const { header, length } = this.#readHeader();
    const offset = this.#offset + length;
    this.#offset = offset + header.compressed_page_size;
    if (header.compressed_page_size < 0 || this.#offset > this.#end)
      throw new Error(`a page at byte ${offset} is longer than its column`);
    if (header.uncompressed_page_size < 0 || header.uncompressed_page_size > MAXIMUM_PAGE_BYTES) {
      const most = `at most ${MAXIMUM_PAGE_BYTES} are possible`;
      throw new Error(`a page at byte ${offset} would take ${header.uncompressed_page_size} bytes; ${most}`);
    }
    const values = (header.data_page_header ?? header.data_page_header_v2)?.num_values ?? 0;
    if (values < 0 || values > Math.min(this.#maximumValues, MAXIMUM_PAGE_VALUES))
      throw new Error(`a page at byte ${offset} gives its number of values as ${values}`);
    return { header, values, offset };
  }

  /** The compressed content of a page. @throws Error where the file ends early */
  read({ header, offset }: PagePlace): Uint8Array {
    const content = Buffer.allocUnsafeSlow(header.compressed_page_size);
    const bytes = readSync(this.#descriptor, content, 0, content.length, offset);
    if (bytes < content.length) throw new Error(`the file ends inside a page at byte ${offset}`);
    return content;
  }

  #readHeader(): { readonly header: PageHeader; readonly length: number } {
    const left = this.#end - this.#offset;
    for (let size = HEADER_BYTES; ; size *= 16) {
      const window = Buffer.allocUnsafe(Math.min(size, left));
      const bytes = readSync(this.#descriptor, window, 0, window.length, this.#offset);
      const reader = { view: new DataView(window.buffer, window.byteOffset, bytes), offset: 0 };
      try {
        return { header: parquetHeader(reader), length: reader.offset };
      } catch (error) {
        if (size >= left || size >= MAXIMUM_HEADER_BYTES || !(error instanceof RangeError)) throw error;
      }
    }
  }
}
