import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';

const servingSpec = z.object({
  binary: z.string().default('').meta({
    title: 'TensorFlow Serving',
    description:
      'Path of tensorflow_model_server. Empty: the model is loaded by a fresh process of Millrace.',
    widget: 'file',
  }),
  model_name: z
    .string()
    .regex(/^[\w-]+$/)
    .default('infra-validation-model')
    .meta({
      title: 'Model name',
      description: 'The name under which TensorFlow Serving serves it',
    }),
});

const validationSpec = z.object({
  max_loading_time_seconds: z.number().positive().default(300).meta({
    title: 'Time to load',
    description: 'Seconds within which the model must be loaded',
  }),
  max_request_seconds: z.number().positive().default(60).meta({
    title: 'Time to answer',
    description: 'Seconds within which all requests must be answered',
  }),
  max_memory_mebibytes: z.number().positive().default(4096).meta({
    title: 'Memory',
    description: 'Mebibytes that the serving process may take',
  }),
  num_tries: z.number().int().min(1).default(5).meta({
    title: 'Tries',
    description:
      'How often to try when the process dies or takes too long; a model that does not load is not tried again',
  }),
});

const requestSpec = z.object({
  signature_names: z.array(z.string()).default([]).meta({
    title: 'Signatures',
    description: 'Signatures to query. Empty: every one for which the Examples hold what it takes.',
  }),
  split_name: z.string().default('').meta({ title: 'Split', description: 'Empty: the first split' }),
  num_examples: z.number().int().min(1).max(1000).default(1).meta({
    title: 'Examples',
    description: 'How many examples are asked about',
  }),
  make_warmup: z.boolean().default(false).meta({
    title: 'Warm-up requests',
    description: 'Add the requests to a copy of the model, so that TensorFlow Serving warms up with them',
  }),
});

const parameters = z.object({
  serving_spec: servingSpec.prefault({}).meta({ title: 'Serving', description: 'What loads the model' }),
  validation_spec: validationSpec
    .prefault({})
    .meta({ title: 'Limits', description: 'What the model must keep to' }),
  request_spec: requestSpec.prefault({}).meta({ title: 'Requests', description: 'What the model is asked' }),
});

export type InfraValidatorParameters = z.output<typeof parameters>;

export const infraValidator = defineComponent({
  name: 'InfraValidator',
  title: 'InfraValidator',
  summary: 'Loads the exported model as a server would and queries it, before it goes anywhere',
  category: 'evaluation',
  impl: 1,
  mlmdType: 'tfx.components.infra_validator.component.InfraValidator',
  mlmdBaseType: null,
  inputs: {
    model: { types: ['Model'], description: 'The model to load' },
    examples: {
      types: ['Examples'],
      optional: true,
      description: 'What it is asked about; without, it is only loaded',
    },
  },
  outputs: { blessing: { type: 'InfraBlessing', description: 'Whether the model can be served' } },
  parameters,
  cache: 'reuse',
  effects: 'none',
  resources: 'tensorflow',
  dependsOnRuntime: true,
});
