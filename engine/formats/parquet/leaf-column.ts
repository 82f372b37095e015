import type { ColumnMetaData, Compressors, SchemaElement, SchemaTree } from 'hyparquet';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';
import { compareNames } from '../example/encode-example.ts';
import type { FeatureKind } from '../example/feature-value.ts';
import type { ParquetColumn, ParquetFile } from './open-parquet.ts';

/** Where the pages of a column lie in one row group, and of what type they are. */
export type ColumnChunk = Pick<
  ColumnMetaData,
  | 'type'
  | 'codec'
  | 'path_in_schema'
  | 'num_values'
  | 'total_compressed_size'
  | 'data_page_offset'
  | 'dictionary_page_offset'
>;

/** What the footer says of a column in one row group: plain data, so that a thread needs no look at the footer. */
export interface GroupColumn {
  readonly name: string;
  readonly kind: FeatureKind;
  readonly chunk: ColumnChunk;
  readonly element: SchemaElement;
  /** Levels of lists; 0 for a column without lists. */
  readonly highestRepetition: number;
  /** That of a value that is there. */
  readonly highestDefinition: number;
  /** From this definition level on an entry is an element of its innermost list, if only a null. */
  readonly elementDefinition: number;
}

/** What decoding the pages of a column in one row group takes. */
export interface LeafColumn extends GroupColumn {
  readonly compressors: Compressors;
}

/** The columns of a row group in the order of a tf.Example's features. @throws Error where it lacks one */
export function groupColumns(parquet: ParquetFile, group: number): readonly GroupColumn[] {
  return parquet.columns
    .map((column) => ({ ...column, key: Buffer.from(column.name) }))
    .sort((a, b) => compareNames(a.key, b.key))
    .map((column) => groupColumn(parquet, group, column));
}

function groupColumn(parquet: ParquetFile, group: number, { name, kind }: ParquetColumn): GroupColumn {
  const columns = parquet.metadata.row_groups[group]?.columns ?? [];
  const chunk = columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name)?.meta_data;
  if (!chunk) throw new Error(`a row group lacks the column "${name}"`);
  const path = getTreePath(parquet.schema, chunk.path_in_schema);
  const { element } = path.at(-1) as SchemaTree;
  const innermost = path.findLastIndex((node) => node.element.repetition_type === 'REPEATED');
  return {
    name,
    kind,
    chunk: pickChunk(chunk),
    element,
    highestRepetition: getMaxRepetitionLevel(path),
    highestDefinition: getMaxDefinitionLevel(path),
    elementDefinition: getMaxDefinitionLevel(path.slice(0, innermost + 1)),
  };
}

/** Without the statistics, whose texts can be long. */
function pickChunk(chunk: ColumnMetaData): ColumnChunk {
  const { type, codec, path_in_schema, num_values } = chunk;
  const { total_compressed_size, data_page_offset, dictionary_page_offset } = chunk;
  const dictionary = dictionary_page_offset === undefined ? {} : { dictionary_page_offset };
  return { type, codec, path_in_schema, num_values, total_compressed_size, data_page_offset, ...dictionary };
}
