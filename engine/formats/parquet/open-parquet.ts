import {
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet';
import type { FeatureKind } from '../example/feature-value.ts';
import { FormatError } from '../format-error.ts';
import { parquetError } from './parquet-error.ts';

/** A column with the kind of tf.Example feature that holds its values. */
export interface ParquetColumn {
  readonly name: string;
  readonly kind: FeatureKind;
}

export interface ParquetFile {
  readonly file: string;
  readonly metadata: FileMetaData;
  readonly schema: SchemaTree;
  readonly columns: readonly ParquetColumn[];
  /** Number of the first row of each row group, and last the number of rows. */
  readonly groupStarts: readonly number[];
}

/** Bytes that the pages of one column of a row group may expand to. */
const MAXIMUM_CHUNK_BYTES = 2 ** 31;

/** Reads a Parquet file's footer. @throws FormatError naming the file, and the column that has no tf.Example form */
export async function openParquet(file: string): Promise<ParquetFile> {
  try {
    return await readFooter(file);
  } catch (cause) {
    throw parquetError(file, cause);
  }
}

async function readFooter(file: string): Promise<ParquetFile> {
  const buffer = await asyncBufferFromFile(file);
  const metadata = await parquetMetadataAsync(buffer);
  refuseOversized(file, metadata);
  const groupStarts = [0];
  for (const { num_rows } of metadata.row_groups)
    groupStarts.push((groupStarts.at(-1) ?? 0) + Number(num_rows));
  const schema = parquetSchema(metadata);
  const columns = schema.children.map((column) => describeColumn(file, column));
  return { file, metadata, schema, columns, groupStarts };
}

function refuseOversized(file: string, metadata: FileMetaData): void {
  for (const [group, { columns }] of metadata.row_groups.entries()) {
    const large = columns.find(
      ({ meta_data }) => Number(meta_data?.total_uncompressed_size ?? 0) > MAXIMUM_CHUNK_BYTES,
    );
    if (!large) continue;
    throw new FormatError(
      'too-large',
      `Row group ${group} of "${file}" expands to more than 2 GiB in one column`,
      {
        location: { file, feature: large.meta_data?.path_in_schema.join('.') ?? '' },
        hint: 'Write the file with smaller row groups.',
      },
    );
  }
}

function describeColumn(file: string, column: SchemaTree): ParquetColumn {
  const { name } = column.element;
  const leaf = singleLeaf(column);
  const kind = leaf ? leafKind(leaf) : null;
  if (kind) return { name, kind };
  throw new FormatError(
    'unsupported',
    `The column "${name}" of "${file}" is nested and has no form as a feature`,
    {
      location: { file, feature: name },
      hint: 'Write its parts as columns of their own. Numbers, text, bytes, and lists of them can be read.',
    },
  );
}

/** The only leaf below a column, which is then a value or a list of values; null for structs and maps. */
function singleLeaf(column: SchemaTree): SchemaTree | null {
  const [child, ...others] = column.children;
  if (!child) return column;
  const isList = column.element.converted_type === 'LIST' || column.element.repetition_type === 'REPEATED';
  return others.length > 0 || !(isList || column.path.length > 1) ? null : singleLeaf(child);
}

function leafKind({ element }: SchemaTree): FeatureKind {
  const { type, logical_type, converted_type } = element;
  const isTime = /^(?:TIMESTAMP|DATE|INT96)/.test(logical_type?.type ?? converted_type ?? type ?? '');
  if (isTime) return 'bytes';
  if (converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL' || logical_type?.type === 'FLOAT16')
    return 'float';
  if (type === 'INT32' || type === 'INT64' || type === 'BOOLEAN') return 'int';
  return type === 'FLOAT' || type === 'DOUBLE' ? 'float' : 'bytes';
}
