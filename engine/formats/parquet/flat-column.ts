import type { ColumnMetaData, Compressors, SchemaTree } from 'hyparquet';
import { convert, convertWithDictionary, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { decompressPage, readDataPage, readDataPageV2 } from 'hyparquet/src/datapage.js';
import { readPlain } from 'hyparquet/src/plain.js';
import { getMaxDefinitionLevel } from 'hyparquet/src/schema.js';
import { checkRuns } from './check-runs.ts';
import { ColumnPages, type PagePlace } from './column-pages.ts';
import { PARSERS } from './parsers.ts';

type Decoder = Parameters<typeof convert>[1];
type Values = ReturnType<typeof convert>;

export interface FlatColumnSource {
  /** Of the open file. */
  readonly descriptor: number;
  readonly column: ColumnMetaData;
  /** From the root to the column's leaf. */
  readonly path: readonly SchemaTree[];
  readonly compressors: Compressors;
}

const NO_LEVELS: readonly number[] = [];

/**
 * The values of a column without lists, row by row, with one page in memory. hyparquet decodes the pages; its own
 * reading of whole row groups would keep every value as an object.
 */
export class FlatColumn {
  readonly #pages: ColumnPages;
  readonly #decoder: Decoder;
  /** Definition level of a value that is there; others are null. */
  readonly #present: number;
  #dictionary: Values | undefined;
  #values: Values = [];
  /** Empty where no value of the page is null. */
  #levels: ArrayLike<number> = NO_LEVELS;
  #rows = 0;
  #row = 0;
  #value = 0;

  constructor({ descriptor, column, path, compressors }: FlatColumnSource) {
    this.#pages = new ColumnPages(descriptor, column);
    const schemaPath = [...path];
    const { element } = schemaPath.at(-1) as SchemaTree;
    this.#decoder = {
      pathInSchema: column.path_in_schema,
      type: column.type,
      element,
      schemaPath,
      codec: column.codec,
      compressors,
      utf8: false,
      parsers: { ...DEFAULT_PARSERS, ...PARSERS },
    };
    this.#present = getMaxDefinitionLevel(schemaPath);
  }

  /** The value of the next row, as hyparquet gives it; null for none. @throws Error for a damaged page, and behind the last */
  next(): unknown {
    if (this.#row === this.#rows) this.#nextPage(0);
    if (!this.#isPresent(this.#row++)) return null;
    const value: unknown = this.#values[this.#value++];
    if (value !== undefined) return value;
    throw new Error(`the column "${this.#decoder.pathInSchema.join('.')}" lacks a value`);
  }

  /** Passes over some rows; pages that hold nothing else are not decoded. */
  skip(rows: number): void {
    let left = rows;
    while (left > this.#rows - this.#row) left = this.#nextPage(left - (this.#rows - this.#row));
    for (; left > 0; left--) if (this.#isPresent(this.#row++)) this.#value++;
  }

  #isPresent(row: number): boolean {
    return this.#levels.length === 0 || this.#levels[row] === this.#present;
  }

  /** Decodes the first page behind those that some rows fill, and gives how many rows of it remain to be skipped. */
  #nextPage(rows: number): number {
    let left = rows;
    for (let page = this.#pages.next(); page; page = this.#pages.next()) {
      if (page.header.dictionary_page_header) this.#dictionary = this.#readDictionary(page);
      else if (page.values <= left) left -= page.values;
      else {
        this.#decode(page);
        return left;
      }
    }
    throw new Error(`the column "${this.#decoder.pathInSchema.join('.')}" ends before its row group`);
  }

  #readDictionary(page: PagePlace): Values {
    const { type, element, codec, compressors } = this.#decoder;
    const bytes = decompressPage(
      this.#pages.read(page),
      page.header.uncompressed_page_size,
      codec,
      compressors,
    );
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
    const count = page.header.dictionary_page_header?.num_values ?? 0;
    // The least that a value takes is a bit.
    if (count < 0 || count > bytes.length * 8) throw new Error(`a dictionary gives its size as ${count}`);
    return asNumbers(convert(readPlain(reader, type, count, element.type_length), this.#decoder));
  }

  #decode(page: PagePlace): void {
    const { dataPage, definitionLevels, encoding } = this.#readValues(page);
    this.#values = asNumbers(convertWithDictionary(dataPage, this.#dictionary, encoding, this.#decoder));
    this.#levels = definitionLevels ?? NO_LEVELS;
    [this.#rows, this.#row, this.#value] = [page.values, 0, 0];
  }

  #readValues(page: PagePlace) {
    const { header } = page;
    const content = this.#pages.read(page);
    if (header.data_page_header_v2) return this.#readVersion2(page, content);
    if (!header.data_page_header) throw new Error(`a page of type ${header.type} is not known`);
    const { codec, compressors } = this.#decoder;
    const bytes = decompressPage(content, header.uncompressed_page_size, codec, compressors);
    const { encoding } = header.data_page_header;
    const levels =
      this.#present > 0 ? 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) : 0;
    if (levels > 0) checkRuns(bytes.subarray(4), 1, page.values);
    this.#checkIndices(bytes.subarray(levels), encoding, page.values);
    return { ...readDataPage(bytes, header.data_page_header, this.#decoder), encoding };
  }

  /** Levels lie before the compressed values. */
  #readVersion2({ header, values }: PagePlace, content: Uint8Array) {
    const page = header.data_page_header_v2;
    if (!page) throw new Error('a page has no header');
    const levels = page.repetition_levels_byte_length + page.definition_levels_byte_length;
    const { codec, compressors } = this.#decoder;
    const packed = content.subarray(levels);
    const size = Math.max(0, header.uncompressed_page_size - levels);
    const bytes = page.is_compressed === false ? packed : decompressPage(packed, size, codec, compressors);
    checkRuns(content.subarray(page.repetition_levels_byte_length), 1, values);
    this.#checkIndices(bytes, page.encoding, values);
    const expanded = { ...header, data_page_header_v2: { ...page, is_compressed: false } };
    const whole = Buffer.concat([content.subarray(0, levels), bytes]);
    return { ...readDataPageV2(whole, expanded, this.#decoder), encoding: page.encoding };
  }

  /** Values that are places in the dictionary, behind their width; or booleans, behind their length. */
  #checkIndices(bytes: Uint8Array, encoding: string, values: number): void {
    if (encoding.endsWith('_DICTIONARY')) checkRuns(bytes.subarray(1), bytes[0] ?? 0, values);
    else if (encoding === 'RLE') checkRuns(bytes.subarray(4), 1, values);
  }
}

/** Integers of 64 bits as numbers where all of them are exact: reading one from the array would make a bigint. */
function asNumbers(values: Values): Values {
  if (!(values instanceof BigInt64Array)) return values;
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i++) {
    const high = words[2 * i + 1] as number;
    if (high < -(2 ** 21) || high >= 2 ** 21) return values;
    numbers[i] = high * 2 ** 32 + ((words[2 * i] as number) >>> 0);
  }
  return numbers;
}
