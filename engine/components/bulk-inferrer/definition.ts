import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';

const outputColumn = z.object({
  output_key: z.string().meta({ title: 'Output', description: 'Name of an output of the signature' }),
  output_column: z.string().min(1).meta({ title: 'Column', description: 'Name of the new feature' }),
  form: z.enum(['values', 'class']).default('values').meta({
    title: 'Form',
    description:
      'The output as it is, or the class with the highest value along its last axis, as a mask needs it',
  }),
});
export type OutputColumn = z.output<typeof outputColumn>;

const columnsSpec = z.object({
  signature_name: z
    .string()
    .default('')
    .meta({ title: 'Signature', description: 'Empty: the first one used' }),
  predict_output: z
    .object({ output_columns: z.array(outputColumn) })
    .meta({ title: 'Columns', description: 'What is added to each Example' }),
});

const parameters = z.object({
  model_spec: z
    .object({
      model_signature_name: z.array(z.string()).default([]).meta({
        title: 'Signatures',
        description: 'Signatures that take serialized Examples. Empty: from_examples, else serving_default.',
      }),
    })
    .prefault({})
    .meta({ title: 'Model', description: 'What the model is asked' }),
  data_spec: z
    .object({
      example_splits: z
        .array(z.string())
        .default([])
        .meta({ title: 'Splits', description: 'Empty: every split' }),
    })
    .prefault({})
    .meta({ title: 'Data', description: 'What is predicted' }),
  output_example_spec: z
    .object({ output_columns_spec: z.array(columnsSpec).default([]) })
    .prefault({})
    .meta({
      title: 'New columns',
      description: 'Empty: "prediction", the class where the output has one value a class, else the values',
    }),
  prediction_logs: z.boolean().default(true).meta({
    title: 'Prediction logs',
    description: 'Also write requests and answers as TensorFlow Serving logs them',
  }),
});

export type BulkInferrerParameters = z.output<typeof parameters>;

export const bulkInferrer = defineComponent({
  name: 'BulkInferrer',
  title: 'BulkInferrer',
  summary: 'Predicts every example with a blessed model',
  category: 'evaluation',
  impl: 1,
  mlmdType: 'tfx.components.bulk_inferrer.component.BulkInferrer',
  mlmdBaseType: null,
  inputs: {
    examples: { types: ['Examples'], description: 'What is predicted' },
    model: { types: ['Model'], description: 'The model that predicts' },
    model_blessing: {
      types: ['ModelBlessing'],
      optional: true,
      description: 'Without its blessing nothing is predicted',
    },
  },
  outputs: {
    inference_result: { type: 'InferenceResult', description: 'Requests and answers as PredictionLogs' },
    output_examples: { type: 'Examples', description: 'The Examples with predictions as new columns' },
  },
  parameters,
  cache: 'reuse',
  effects: 'none',
  resources: 'tensorflow',
  dependsOnRuntime: true,
});
