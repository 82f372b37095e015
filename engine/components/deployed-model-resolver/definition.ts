import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';
import { deployedModel } from './deployed-model.ts';

export const deployedModelResolver = defineComponent({
  name: 'DeployedModelResolver',
  title: 'DeployedModelResolver',
  summary: 'Finds the model that was pushed last, with the evaluation by which it was blessed',
  category: 'evaluation',
  impl: 1,
  mlmdType: 'tfx.dsl.components.common.resolver.Resolver',
  mlmdBaseType: null,
  inputs: {},
  outputs: {
    pushed_model: { type: 'PushedModel', description: 'The newest push that went out' },
    model: { type: 'Model', description: 'The model that was pushed' },
    model_blessing: { type: 'ModelBlessing', description: 'Its blessing' },
    evaluation: { type: 'ModelEvaluation', description: 'The evaluation that blessed it' },
  },
  parameters: z.object({}),
  cache: 'never',
  effects: 'none',
  resources: 'light',
  dependsOnRuntime: false,
  resolve: ({ history }) => deployedModel(history),
});
