import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { readDataPage as decodePage } from 'hyparquet/src/datapage.js';
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js';
import { readPlain } from 'hyparquet/src/plain.js';
import type { PagePlace } from './column-pages.ts';
import type { LeafColumn } from './leaf-column.ts';
import {
  CellDictionary,
  DictionaryValues,
  FloatValues,
  IntegerValues,
  type PageValues,
  type PlainValues,
  ScalarValues,
} from './page-values.ts';
import { PARSERS } from './parsers.ts';
import { type DataPage, expand } from './read-data-page.ts';
import { readRuns } from './read-runs.ts';

/** What texts that share their beginnings may expand to, as for any page. */
const MAXIMUM_TEXT_BYTES = 1 << 29;

/** Values of larger dictionaries occur too seldom; and floats are written as fast as they are copied. */
const MAXIMUM_PREPARED = 4096;

/** The decoded dictionary of a column in one row group. */
export interface Dictionary {
  readonly size: number;
  readonly values: PlainValues;
  /** Null where keeping whole cells saves nothing. */
  readonly cells: CellDictionary | null;
}

/** Decodes the values of a page; those that have no quick way of their own by hyparquet. @throws Error for a damaged one */
export function decodeValues(column: LeafColumn, page: DataPage, dictionary: Dictionary | null): PageValues {
  const { encoding, bytes, values: count } = page;
  if (encoding.endsWith('_DICTIONARY')) return decodePlaces(column, page, dictionary);
  if (encoding === 'RLE') {
    // Booleans, behind their length.
    const bits = new Uint8Array(count);
    readRuns(bytes.subarray(4), 1, bits);
    return ScalarValues.from(bits, column.kind);
  }
  if (encoding === 'DELTA_BYTE_ARRAY') checkPrefixes(bytes, count);
  const { element } = column;
  const { type } = column.chunk;
  // Without a path there are no levels, which are read already.
  const header = { num_values: count, encoding: encoding as 'PLAIN' };
  const decoder = decoderOf(column);
  const { dataPage } = decodePage(bytes, header as never, decoder);
  return toPageValues(convert(dataPage, { ...decoder, element, type }), column.kind);
}

function decodePlaces(
  column: LeafColumn,
  { bytes, values: count }: DataPage,
  dictionary: Dictionary | null,
): PageValues {
  if (!dictionary) throw new Error(`the column "${column.name}" has no dictionary`);
  const places = new Int32Array(count);
  readRuns(bytes.subarray(1), count === 0 ? 0 : (bytes[0] ?? 0), places);
  for (let i = 0; i < count; i++)
    if ((places[i] as number) >= dictionary.size)
      throw new Error(`the column "${column.name}" lacks a value`);
  return dictionary.cells ? new DictionaryValues(places, dictionary.cells) : dictionary.values.gather(places);
}

/** @throws Error for a damaged one */
export function decodeDictionary(column: LeafColumn, { header }: PagePlace, content: Uint8Array): Dictionary {
  const bytes = expand(column, content, header.uncompressed_page_size);
  const size = header.dictionary_page_header?.num_values ?? 0;
  // The least that a value takes is a bit.
  if (size < 0 || size > bytes.length * 8) throw new Error(`a dictionary gives its size as ${size}`);
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  const plain = readPlain(reader, column.chunk.type, size, column.element.type_length);
  const values = toPageValues(convert(plain, decoderOf(column)), column.kind);
  const isPrepared = size <= MAXIMUM_PREPARED && column.kind !== 'float';
  return { size, values, cells: isPrepared ? new CellDictionary(values, size, column) : null };
}

function decoderOf({ chunk, element, compressors }: LeafColumn) {
  const parsers = { ...DEFAULT_PARSERS, ...PARSERS };
  const path = { pathInSchema: chunk.path_in_schema, schemaPath: [] };
  return { ...path, type: chunk.type, element, codec: chunk.codec, compressors, utf8: false, parsers };
}

function toPageValues(values: ArrayLike<unknown>, kind: LeafColumn['kind']): PlainValues {
  if (kind === 'float' && (values instanceof Float32Array || values instanceof Float64Array))
    return new FloatValues(values);
  const numbers = values instanceof BigInt64Array ? asNumbers(values) : values;
  const isExact =
    numbers instanceof Int32Array || numbers instanceof Uint32Array || numbers instanceof Float64Array;
  return kind === 'int' && isExact ? new IntegerValues(numbers) : ScalarValues.from(values, kind);
}

/** Integers of 64 bits as numbers where all of them are exact: reading one from the array would make a bigint. */
function asNumbers(values: BigInt64Array): BigInt64Array | Float64Array {
  const words = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const numbers = new Float64Array(values.length);
  for (let i = 0; i < numbers.length; i++) {
    const high = words[2 * i + 1] as number;
    if (high < -(2 ** 21) || high >= 2 ** 21) return values;
    numbers[i] = high * 2 ** 32 + ((words[2 * i] as number) >>> 0);
  }
  return numbers;
}

/** Each text repeats the beginning of the one before it: a few bytes can stand for terabytes. */
function checkPrefixes(bytes: Uint8Array, count: number): void {
  if (count === 0) return;
  const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
  const lengths = new Int32Array(count);
  deltaBinaryUnpack(reader, count, lengths);
  let total = 0;
  for (const length of lengths) total += length;
  if (total <= MAXIMUM_TEXT_BYTES && lengths.every((length) => length >= 0)) return;
  throw new Error(`texts of a page would take ${total} bytes; at most ${MAXIMUM_TEXT_BYTES} are possible`);
}
