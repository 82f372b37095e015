import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';
import { examplesOfSpans, latestArtifacts, latestBlessedModel } from './strategies.ts';

const parameters = z.object({
  strategy: z
    .enum(['latest_blessed_model', 'latest_artifact', 'span_range'])
    .default('latest_blessed_model')
    .meta({
      title: 'Strategy',
      description:
        'What to look for in the history of the pipeline: the newest blessed model, the newest artifacts, or the ' +
        'Examples of the newest spans',
    }),
  count: z.number().int().min(1).default(1).meta({
    title: 'How many',
    description: 'Artifacts of each kind for latest_artifact, spans for span_range',
  }),
  first_span: z
    .number()
    .int()
    .optional()
    .meta({ title: 'First span', description: 'Lowest span for span_range' }),
  last_span: z
    .number()
    .int()
    .optional()
    .meta({ title: 'Last span', description: 'Highest span for span_range' }),
});

const outputs = {
  model: { type: 'Model', description: 'The model found; nothing when there is none yet' },
  model_blessing: { type: 'ModelBlessing', description: 'The blessing of that model' },
  examples: { type: 'Examples', description: 'Examples found by latest_artifact and span_range' },
} as const;

export const resolver = defineComponent({
  name: 'Resolver',
  title: 'Resolver',
  summary: 'Finds artifacts in the history of the pipeline, such as the model blessed last',
  category: 'evaluation',
  impl: 1,
  mlmdType: 'tfx.dsl.components.common.resolver.Resolver',
  mlmdBaseType: null,
  inputs: {},
  outputs,
  parameters,
  cache: 'never',
  effects: 'none',
  resources: 'light',
  dependsOnRuntime: false,
  resolve({ parameters: { strategy, count, first_span, last_span }, history }) {
    switch (strategy) {
      case 'latest_blessed_model':
        return latestBlessedModel(history);
      case 'latest_artifact':
        return latestArtifacts(
          history,
          {
            model: outputs.model.type,
            model_blessing: outputs.model_blessing.type,
            examples: outputs.examples.type,
          },
          count,
        );
      case 'span_range':
        return examplesOfSpans(history, { spans: count, start: first_span, end: last_span });
    }
  },
});
