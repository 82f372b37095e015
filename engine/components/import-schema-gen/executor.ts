import { copyFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readSchema } from '../../formats/schema/read-schema.ts';
import type { Executor } from '../../pipeline/component.ts';
import type { ImportSchemaGenParameters } from './definition.ts';

/** Checks that the file is a schema and copies it unchanged to `schema.pbtxt`. */
export const runImportSchemaGen: Executor<ImportSchemaGenParameters> = async (context) => {
  const target = context.outputs.schema;
  if (!target) return undefined;
  const file = resolve(context.notebookDirectory, context.parameters.schema_file);
  const { schema } = await readSchema(file);
  await copyFile(file, join(target.path, 'schema.pbtxt'));
  context.report.log('info', `Imported ${schema.feature.length} features`);
  return undefined;
};
