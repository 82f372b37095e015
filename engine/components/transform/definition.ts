import path from 'node:path';
import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';

const parameters = z.object({
  module_file: z.string().meta({
    title: 'Preprocessing module',
    description: 'TypeScript file that exports preprocessingFn(inputs)',
    widget: 'module',
  }),
  analyze_splits: z
    .array(z.string())
    .min(1)
    .default(['train'])
    .meta({ title: 'Analyzed splits', description: 'What analyzers (means, vocabularies...) look at' }),
  disable_statistics: z
    .boolean()
    .default(false)
    .meta({ title: 'Skip statistics', description: 'Do not compute statistics before and after' }),
});
export type TransformParameters = z.output<typeof parameters>;

export const transform = defineComponent({
  name: 'Transform',
  title: 'Transform',
  summary: 'Turns raw features into what the model takes, alike in training and in serving',
  category: 'transform',
  impl: 3,
  mlmdType: 'tfx.components.transform.component.Transform',
  mlmdBaseType: 'mlmd.Transform',
  inputs: {
    examples: { types: ['Examples'], description: 'Raw examples' },
    schema: { types: ['Schema'], description: 'Types and shapes of the raw features' },
  },
  outputs: {
    transform_graph: { type: 'TransformGraph', description: 'The preprocessing as a TensorFlow graph' },
    transformed_examples: { type: 'Examples', description: 'Examples after preprocessing' },
    updated_analyzer_cache: { type: 'TransformCache', description: 'Empty; kept for the layout of TFX' },
    pre_transform_schema: { type: 'Schema', description: 'Schema of the raw features' },
    pre_transform_stats: {
      type: 'ExampleStatistics',
      description: 'Statistics of the analyzed raw features',
    },
    post_transform_schema: { type: 'Schema', description: 'Schema of the transformed features' },
    post_transform_stats: {
      type: 'ExampleStatistics',
      description: 'Statistics of the transformed features',
    },
    post_transform_anomalies: {
      type: 'ExampleAnomalies',
      description: 'Transformed data against its schema',
    },
  },
  parameters,
  cache: 'reuse',
  effects: 'none',
  resources: 'tensorflow',
  dependsOnRuntime: true,
  async prepare({ parameters: { module_file: moduleFile }, notebookDirectory }) {
    return { files: [], modules: [path.resolve(notebookDirectory, moduleFile)], executionProperties: {} };
  },
});
