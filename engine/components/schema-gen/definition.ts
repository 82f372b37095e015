import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';

export const schemaGenParameters = z.strictObject({
  infer_feature_shape: z.boolean().default(true).meta({
    title: 'Infer shapes',
    description:
      'Give a shape to features that always have the same number of values, so that they parse dense.',
  }),
  exclude_splits: z.array(z.string()).default([]).meta({
    title: 'Excluded splits',
    description: 'Splits whose statistics are not looked at.',
  }),
});
export type SchemaGenParameters = z.output<typeof schemaGenParameters>;

export const schemaGen = defineComponent({
  name: 'SchemaGen',
  title: 'SchemaGen',
  summary: 'Infers from statistics what records should look like: types, presence, shapes, domains.',
  category: 'data',
  impl: 2,
  mlmdType: 'tfx.components.schema_gen.component.SchemaGen',
  mlmdBaseType: 'mlmd.Process',
  inputs: { statistics: { types: ['ExampleStatistics'], description: 'Statistics to infer from.' } },
  outputs: { schema: { type: 'Schema', description: 'The inferred schema, a text file.' } },
  parameters: schemaGenParameters,
  cache: 'reuse',
  effects: 'none',
  resources: 'light',
  dependsOnRuntime: false,
});
