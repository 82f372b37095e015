import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';

const parameters = z.object({
  push_destination: z
    .object({
      filesystem: z.object({
        base_directory: z.string().default('').meta({
          title: 'Folder',
          description: 'Where versions are pushed to. Empty: serving_model in the pipeline root.',
          widget: 'folder',
        }),
        versioning: z
          .enum(['AUTO', 'UNIX_TIMESTAMP'])
          .default('AUTO')
          .meta({ title: 'Versions', description: 'Both number versions by the second of the push' }),
      }),
    })
    .default({ filesystem: { base_directory: '', versioning: 'AUTO' } })
    .meta({ title: 'Destination', description: 'The folder that is served, such as by TensorFlow Serving' }),
});

export type PusherParameters = z.output<typeof parameters>;

export const pusher = defineComponent({
  name: 'Pusher',
  title: 'Pusher',
  summary: 'Copies a blessed model to the folder it is served from',
  category: 'push',
  impl: 1,
  mlmdType: 'tfx.components.pusher.component.Pusher',
  mlmdBaseType: 'mlmd.Deploy',
  inputs: {
    model: {
      types: ['Model'],
      optional: true,
      description: 'The model; needed unless infra_blessing carries it',
    },
    model_blessing: {
      types: ['ModelBlessing'],
      optional: true,
      description: 'Pushed only if it blesses the model',
    },
    infra_blessing: {
      types: ['InfraBlessing'],
      optional: true,
      description: 'Pushed only if it blesses the model',
    },
  },
  outputs: { pushed_model: { type: 'PushedModel', description: 'The pushed model and where it went' } },
  parameters,
  cache: 'never',
  effects: 'outside',
  resources: 'light',
  dependsOnRuntime: false,
});
