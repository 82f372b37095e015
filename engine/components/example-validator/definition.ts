import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';

export const exampleValidatorParameters = z.strictObject({
  exclude_splits: z.array(z.string()).default([]).meta({
    title: 'Excluded splits',
    description: 'Splits that are not held against the schema.',
  }),
  environment: z.string().min(1).optional().meta({
    title: 'Environment',
    description: 'Environment of the schema that the data is for, such as TRAINING or SERVING.',
  }),
});
export type ExampleValidatorParameters = z.output<typeof exampleValidatorParameters>;

export const exampleValidator = defineComponent({
  name: 'ExampleValidator',
  title: 'ExampleValidator',
  summary: 'Holds statistics against a schema and lists what does not fit, with the records that cause it.',
  category: 'data',
  impl: 3,
  mlmdType: 'tfx.components.example_validator.component.ExampleValidator',
  mlmdBaseType: 'mlmd.Process',
  inputs: {
    statistics: { types: ['ExampleStatistics'], description: 'Statistics to check.' },
    schema: { types: ['Schema'], description: 'What the data should look like.' },
    examples: {
      types: ['Examples'],
      optional: true,
      description: 'The records themselves, to name those that cause an anomaly.',
    },
    previous_statistics: {
      types: ['ExampleStatistics'],
      optional: true,
      description: 'Statistics of the span before, for drift.',
    },
    serving_statistics: {
      types: ['ExampleStatistics'],
      optional: true,
      description: 'Statistics of serving data, for skew.',
    },
  },
  outputs: { anomalies: { type: 'ExampleAnomalies', description: 'Anomalies of each split.' } },
  parameters: exampleValidatorParameters,
  cache: 'reuse',
  effects: 'none',
  resources: 'compute',
  dependsOnRuntime: false,
});
