import { resolve } from 'node:path';
import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';

export const statisticsGenParameters = z.strictObject({
  slice_features: z.array(z.string().min(1)).default([]).meta({
    title: 'Slices',
    description: 'Features for each of whose values there are statistics of their own.',
  }),
  sample_rate: z.number().gt(0).max(1).default(1).meta({
    title: 'Sample rate',
    description: 'Share of the records that is looked at.',
  }),
  weight_feature: z.string().min(1).optional().meta({
    title: 'Weight',
    description: 'Feature that holds the weight of each record, for weighted statistics besides.',
  }),
  vocabularies: z.record(z.string(), z.string().min(1)).default({}).meta({
    title: 'Vocabularies',
    description:
      'Files of words by the names that natural-language domains of the schema give them, relative to the notebook.',
    widget: 'code',
  }),
  exclude_splits: z.array(z.string()).default([]).meta({
    title: 'Excluded splits',
    description: 'Splits to make no statistics of.',
  }),
});
export type StatisticsGenParameters = z.output<typeof statisticsGenParameters>;

export const statisticsGen = defineComponent({
  name: 'StatisticsGen',
  title: 'StatisticsGen',
  summary: 'Describes each feature of each split: counts, ranges, histograms, top values.',
  category: 'data',
  impl: 2,
  mlmdType: 'tfx.components.statistics_gen.component.StatisticsGen',
  mlmdBaseType: 'mlmd.Process',
  inputs: {
    examples: { types: ['Examples'], description: 'Records to describe.' },
    schema: {
      types: ['Schema'],
      optional: true,
      description:
        'Says which integers are categories, which features belong together, and which hold natural language.',
    },
  },
  outputs: { statistics: { type: 'ExampleStatistics', description: 'Statistics of each split.' } },
  parameters: statisticsGenParameters,
  cache: 'reuse',
  effects: 'none',
  resources: 'compute',
  dependsOnRuntime: false,
  async prepare({ parameters, notebookDirectory }) {
    const files = Object.values(parameters.vocabularies).map((path) => resolve(notebookDirectory, path));
    return { files, modules: [], executionProperties: {} };
  },
});
