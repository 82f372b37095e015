import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';
import { defaultEvalConfig } from './default-eval-config.ts';

const parameters = z.object({
  eval_config: z
    .union([z.string(), z.record(z.string(), z.json())])
    .default(defaultEvalConfig as unknown as Record<string, z.core.util.JSONType>)
    .meta({
      title: 'Evaluation config',
      description:
        'An EvalConfig as in TensorFlow Model Analysis: models, slices, metrics and their thresholds',
      widget: 'code',
    }),
  example_splits: z
    .array(z.string())
    .default(['eval'])
    .meta({ title: 'Splits', description: 'Splits of the Examples that are evaluated' }),
});

export type EvaluatorParameters = z.output<typeof parameters>;

export const evaluator = defineComponent({
  name: 'Evaluator',
  title: 'Evaluator',
  summary: 'Measures a model, compares it with the one blessed before, and blesses it if it is good enough',
  category: 'evaluation',
  impl: 1,
  mlmdType: 'tfx.components.evaluator.component.Evaluator',
  mlmdBaseType: 'mlmd.Evaluate',
  inputs: {
    examples: { types: ['Examples'], description: 'Data the model has not seen' },
    model: { types: ['Model'], description: 'The candidate' },
    baseline_model: { types: ['Model'], optional: true, description: 'The model it has to match' },
    schema: {
      types: ['Schema'],
      optional: true,
      description: 'Accepted for TFX; signatures decode the Examples',
    },
  },
  outputs: {
    evaluation: {
      type: 'ModelEvaluation',
      description: 'Metrics by slice, as TensorFlow Model Analysis writes them',
    },
    blessing: { type: 'ModelBlessing', description: 'Whether the candidate passed every threshold' },
  },
  parameters,
  cache: 'reuse',
  effects: 'none',
  resources: 'tensorflow',
  dependsOnRuntime: true,
});
