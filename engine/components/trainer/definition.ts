import path from 'node:path';
import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';
import { trainingParameters } from './training-parameters.ts';

export const trainer = defineComponent({
  name: 'Trainer',
  title: 'Trainer',
  summary: 'Trains a model through TensorFlow and exports it with its preprocessing inside',
  category: 'model',
  impl: 3,
  mlmdType: 'tfx.components.trainer.component.Trainer',
  mlmdBaseType: 'mlmd.Train',
  inputs: {
    examples: { types: ['Examples'], description: 'Transformed examples' },
    transform_graph: { types: ['TransformGraph'], description: 'The preprocessing, to put into the model' },
    schema: { types: ['Schema'], optional: true, description: 'Schema of the raw features' },
    base_model: { types: ['Model'], optional: true, description: 'Model whose weights training starts from' },
    hyperparameters: {
      types: ['HyperParameters'],
      optional: true,
      description: 'Best values that a Tuner found',
    },
  },
  outputs: {
    model: { type: 'Model', description: 'SavedModel with the signatures of serving' },
    model_run: { type: 'ModelRun', description: 'TensorBoard logs and sample predictions' },
  },
  parameters: trainingParameters.extend({
    hyperparameters: z
      .record(z.string(), z.json())
      .default({})
      .meta({ title: 'Hyperparameters', description: "Handed to the module's buildModel" }),
  }),
  cache: 'reuse',
  effects: 'none',
  resources: 'tensorflow',
  dependsOnRuntime: true,
  async prepare({ parameters: { module_file: moduleFile }, notebookDirectory }) {
    return { files: [], modules: [path.resolve(notebookDirectory, moduleFile)], executionProperties: {} };
  },
});

export type TrainerParameters = z.output<typeof trainer.parameters>;
