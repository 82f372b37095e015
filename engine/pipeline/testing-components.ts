import * as z from 'zod';
import { type ComponentDefinition, defineComponent } from './component.ts';

const common = {
  summary: '',
  category: 'data',
  impl: 1,
  mlmdType: 'x',
  mlmdBaseType: null,
  cache: 'reuse',
  effects: 'none',
  resources: 'light',
  dependsOnRuntime: false,
} as const;

/** Two definitions with inputs, outputs and parameters of every shape, for tests of notebooks. */
export const pipelineTestComponents = [
  defineComponent({
    ...common,
    name: 'Gen',
    title: 'Gen',
    inputs: {},
    outputs: { examples: { type: 'Examples', description: '' }, schema: { type: 'Schema', description: '' } },
    parameters: z.object({
      base: z.string().default('data'),
      count: z.number().int().min(1).default(3),
      split: z.object({ train: z.number() }).optional(),
    }),
  }),
  defineComponent({
    ...common,
    name: 'Train',
    title: 'Train',
    inputs: {
      examples: { types: ['Examples'], description: '' },
      schema: { types: ['Schema'], optional: true, description: '' },
    },
    outputs: { model: { type: 'Model', description: '' } },
    parameters: z.object({ epochs: z.number().int().default(3).meta({ title: 'Epochs' }) }),
  }),
] as readonly unknown[] as readonly ComponentDefinition[];
