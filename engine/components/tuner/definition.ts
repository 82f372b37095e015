import path from 'node:path';
import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';
import { trainingParameters } from '../trainer/training-parameters.ts';
import { searchSpaceSchema } from './search-space.ts';

export const tuner = defineComponent({
  name: 'Tuner',
  title: 'Tuner',
  summary: 'Trains with different hyperparameters and finds the best ones',
  category: 'model',
  impl: 2,
  mlmdType: 'tfx.components.tuner.component.Tuner',
  mlmdBaseType: null,
  inputs: {
    examples: { types: ['Examples'], description: 'Transformed examples' },
    transform_graph: { types: ['TransformGraph'], description: 'The preprocessing' },
    schema: { types: ['Schema'], optional: true, description: 'Schema of the raw features' },
  },
  outputs: {
    best_hyperparameters: { type: 'HyperParameters', description: 'Values of the best trial, for a Trainer' },
    tuner_results: { type: 'TunerResults', description: 'Every trial with its score' },
  },
  parameters: trainingParameters.extend({
    search_space: searchSpaceSchema.default({}).meta({
      title: 'Search space',
      description:
        'For each hyperparameter {values: [...]} or {min, max, step?, scale?}; empty takes the module\'s "searchSpace"',
    }),
    search: z
      .enum(['random', 'grid'])
      .default('random')
      .meta({ title: 'Search', description: 'Random draws, or every combination' }),
    max_trials: z.number().int().min(1).default(10).meta({ title: 'Trials', description: 'At most so many' }),
  }),
  cache: 'reuse',
  effects: 'none',
  resources: 'tensorflow',
  dependsOnRuntime: true,
  async prepare({ parameters: { module_file: moduleFile }, notebookDirectory }) {
    return { files: [], modules: [path.resolve(notebookDirectory, moduleFile)], executionProperties: {} };
  },
});

export type TunerParameters = z.output<typeof tuner.parameters>;
