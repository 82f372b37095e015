import { resolve } from 'node:path';
import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';

export const importSchemaGenParameters = z.strictObject({
  schema_file: z.string().min(1).meta({
    title: 'Schema file',
    description: 'A schema in protobuf text format, relative to the notebook.',
    widget: 'file',
  }),
});
export type ImportSchemaGenParameters = z.output<typeof importSchemaGenParameters>;

export const importSchemaGen = defineComponent({
  name: 'ImportSchemaGen',
  title: 'ImportSchemaGen',
  summary: 'Takes over a schema that was written or curated by hand, byte for byte.',
  category: 'data',
  impl: 1,
  mlmdType: 'tfx.components.schema_gen.import_schema_gen.component.ImportSchemaGen',
  mlmdBaseType: 'mlmd.Process',
  inputs: {},
  outputs: { schema: { type: 'Schema', description: 'The schema as it is in the file.' } },
  parameters: importSchemaGenParameters,
  cache: 'reuse',
  effects: 'none',
  resources: 'light',
  dependsOnRuntime: false,
  async prepare({ parameters, notebookDirectory }) {
    const file = resolve(notebookDirectory, parameters.schema_file);
    return { files: [file], modules: [], executionProperties: {} };
  },
});
