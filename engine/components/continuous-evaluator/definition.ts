import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';

const parameters = z.object({
  allowed_drop: z.number().min(0).default(0.02).meta({
    title: 'Allowed drop',
    description:
      'By how much a metric may be worse than when the model was blessed before it counts as degraded',
  }),
  example_splits: z
    .array(z.string())
    .default(['eval'])
    .meta({ title: 'Splits', description: 'Splits of the new Examples that are evaluated' }),
});

export type ContinuousEvaluatorParameters = z.output<typeof parameters>;

export const continuousEvaluator = defineComponent({
  name: 'ContinuousEvaluator',
  title: 'ContinuousEvaluator',
  summary:
    'Measures the deployed model on new data and says whether it is still as good as when it was blessed',
  category: 'evaluation',
  impl: 1,
  mlmdType: 'millrace.components.ContinuousEvaluator',
  mlmdBaseType: 'mlmd.Evaluate',
  inputs: {
    examples: { types: ['Examples'], description: 'New data, such as the newest span' },
    model: { types: ['Model'], description: 'The deployed model, as the DeployedModelResolver finds it' },
    evaluation: { types: ['ModelEvaluation'], description: 'The evaluation by which it was blessed' },
  },
  outputs: {
    evaluation: {
      type: 'ModelEvaluation',
      description: 'The metrics on the new data beside those of the blessing',
    },
  },
  parameters,
  cache: 'reuse',
  effects: 'none',
  resources: 'tensorflow',
  dependsOnRuntime: true,
});
