import { decompressPage } from 'hyparquet/src/datapage.js';
import type { PagePlace } from './column-pages.ts';
import type { LeafColumn } from './leaf-column.ts';
import { readRuns } from './read-runs.ts';

/** A page taken apart, its values not yet decoded. */
export interface DataPage {
  /** Values, nulls and empty lists. */
  readonly entries: number;
  /** For each entry, 0 where it begins a row; null in a column without lists. */
  readonly repetitions: Uint8Array | null;
  /** For each entry, how much of it is there; null where every entry is a value. */
  readonly definitions: Uint8Array | null;
  /** Values that are there. */
  readonly values: number;
  readonly encoding: string;
  readonly bytes: Uint8Array;
}

/** Expands a page and reads its levels. @throws Error for a damaged one */
export function readDataPage(column: LeafColumn, page: PagePlace, content: Uint8Array): DataPage {
  const { header, values: entries } = page;
  if (header.data_page_header_v2) return readVersion2(column, page, content);
  if (!header.data_page_header) throw new Error(`a page of type ${header.type} is not known`);
  let bytes = expand(column, content, header.uncompressed_page_size);
  /** Levels have their length before them. */
  const next = (highest: number): Uint8Array | null => {
    if (highest === 0) return null;
    const end = 4 + lengthAt(bytes);
    if (end > bytes.length) throw new Error('levels are longer than their page');
    const levels = readLevels(bytes.subarray(4, end), highest, entries);
    bytes = bytes.subarray(end);
    return levels;
  };
  const repetitions = next(column.highestRepetition);
  const definitions = next(column.highestDefinition);
  return {
    ...countValues(column, { entries, repetitions, definitions }),
    encoding: header.data_page_header.encoding,
    bytes,
  };
}

/** Levels lie before the compressed values, their lengths in the header. */
function readVersion2(
  column: LeafColumn,
  { header, values: entries }: PagePlace,
  content: Uint8Array,
): DataPage {
  const page = header.data_page_header_v2;
  if (!page) throw new Error('a page has no header');
  const middle = page.repetition_levels_byte_length;
  const end = middle + page.definition_levels_byte_length;
  if (middle < 0 || end < middle || end > content.length)
    throw new Error('levels are longer than their page');
  const read = (levels: Uint8Array, highest: number): Uint8Array | null =>
    highest === 0 ? null : readLevels(levels, highest, entries);
  const repetitions = read(content.subarray(0, middle), column.highestRepetition);
  const definitions = read(content.subarray(middle, end), column.highestDefinition);
  const packed = content.subarray(end);
  const size = Math.max(0, header.uncompressed_page_size - end);
  const bytes = page.is_compressed === false ? packed : expand(column, packed, size);
  return { ...countValues(column, { entries, repetitions, definitions }), encoding: page.encoding, bytes };
}

/** The expanded content of a page. */
export function expand({ chunk, compressors }: LeafColumn, content: Uint8Array, size: number): Uint8Array {
  return decompressPage(content, size, chunk.codec, compressors);
}

type Levels = Pick<DataPage, 'entries' | 'repetitions' | 'definitions'>;

function countValues({ highestDefinition }: LeafColumn, levels: Levels): Levels & Pick<DataPage, 'values'> {
  const { entries, definitions } = levels;
  if (definitions === null) return { ...levels, values: entries };
  let values = 0;
  for (let i = 0; i < entries; i++) if (definitions[i] === highestDefinition) values++;
  return { ...levels, definitions: values === entries ? null : definitions, values };
}

function readLevels(bytes: Uint8Array, highest: number, entries: number): Uint8Array {
  const levels = new Uint8Array(entries);
  readRuns(bytes, 32 - Math.clz32(highest), levels);
  return levels;
}

function lengthAt(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
}
