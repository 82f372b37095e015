import type { ColumnMetaData, Compressors, SchemaElement, SchemaTree } from 'hyparquet';
import { getMaxDefinitionLevel, getMaxRepetitionLevel, getTreePath } from 'hyparquet/src/schema.js';
import type { FeatureKind } from '../example/feature-value.ts';
import type { ParquetColumn, ParquetFile } from './open-parquet.ts';

/** What decoding the pages of a column in one row group takes. */
export interface LeafColumn {
  readonly name: string;
  readonly kind: FeatureKind;
  readonly chunk: ColumnMetaData;
  readonly element: SchemaElement;
  readonly codec: ColumnMetaData['codec'];
  readonly compressors: Compressors;
  /** Levels of lists; 0 for a column without lists. */
  readonly highestRepetition: number;
  /** That of a value that is there. */
  readonly highestDefinition: number;
  /** From this definition level on an entry is an element of its innermost list, if only a null. */
  readonly elementDefinition: number;
}

/** @throws Error where a row group lacks a column */
export function leafColumn(parquet: ParquetFile, group: number, { name, kind }: ParquetColumn): LeafColumn {
  const columns = parquet.metadata.row_groups[group]?.columns ?? [];
  const chunk = columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name)?.meta_data;
  if (!chunk) throw new Error(`a row group lacks the column "${name}"`);
  const path = getTreePath(parquet.schema, chunk.path_in_schema);
  const { element } = path.at(-1) as SchemaTree;
  const innermost = path.findLastIndex((node) => node.element.repetition_type === 'REPEATED');
  return {
    name,
    kind,
    chunk,
    element,
    codec: chunk.codec,
    compressors: parquet.compressors,
    highestRepetition: getMaxRepetitionLevel(path),
    highestDefinition: getMaxDefinitionLevel(path),
    elementDefinition: getMaxDefinitionLevel(path.slice(0, innermost + 1)),
  };
}
