import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';

const parameters = z.object({
  username: z.string().default('').meta({
    title: 'Owner',
    description: 'User or organisation on the Hub. Empty: whoever is signed in.',
    widget: 'choice',
  }),
  repo_name: z.string().default('').meta({
    title: 'Repository',
    description: "Name of the model repository. Empty: the pipeline's name.",
    widget: 'choice',
  }),
  visibility: z.enum(['private', 'public']).default('private').meta({
    title: 'Visibility',
    description: 'Of repositories that this push creates. Existing ones keep theirs.',
  }),
  update_main: z.boolean().default(false).meta({
    title: 'Also on main',
    description: 'Besides the version branch, bring the branch "main", which the page shows, to this state.',
  }),
  tag: z
    .string()
    .regex(/^(?:[\w][\w.-]{0,98})?$/, 'must be letters, digits, ".", "_" or "-"')
    .default('')
    .meta({ title: 'Tag', description: 'A name for this version, such as "v1.2". Empty: none.' }),
  space: z.enum(['none', 'static', 'gradio', 'both']).default('none').meta({
    title: 'Demo Space',
    description:
      'static: the model runs in the visitor\'s browser, free and without start-up. gradio: a Python app that runs the SavedModel; it goes to the name with "-gradio" added.',
  }),
  space_repo_name: z
    .string()
    .default('')
    .meta({ title: 'Space name', description: "Empty: the model repository's name." }),
  space_app_path: z.string().default('').meta({
    title: 'Own Space template',
    description:
      'Folder beside the notebook to use in place of the built-in app. It finds names and classes in space.json, and $MODEL_REPO_ID, $MODEL_REPO_URL and $MODEL_VERSION are filled in.',
    widget: 'folder',
  }),
  space_examples: z.number().int().min(0).max(20).default(3).meta({
    title: 'Example images',
    description:
      'How many images of the connected examples the Space shows to try. They become public with it.',
  }),
  title: z
    .string()
    .default('')
    .meta({ title: 'Title', description: "Heading of card and Space. Empty: the pipeline's name." }),
  pipeline_tag: z.string().default('image-segmentation').meta({
    title: 'Task',
    description: "The Hub's name of the task (huggingface.co/tasks), for search and the metrics of the card.",
  }),
  license: z.string().default('apache-2.0').meta({
    title: 'Licence',
    description: "The Hub's identifier of the licence, such as apache-2.0, mit or cc-by-4.0.",
  }),
  license_file: z.string().default('').meta({
    title: 'Licence text',
    description: 'File with the text. Empty: the standard text of apache-2.0; other licences go without one.',
    widget: 'file',
  }),
  description: z.string().default('').meta({
    title: 'What it is',
    description: "First paragraph of the card. Empty: the notebook's description.",
    widget: 'text',
  }),
  intended_use: z
    .string()
    .default('')
    .meta({ title: 'Intended use', description: 'Markdown for the card.', widget: 'text' }),
  limitations: z
    .string()
    .default('')
    .meta({ title: 'Limits', description: 'Markdown for the card.', widget: 'text' }),
  class_names: z
    .array(z.string())
    .default(['pet', 'background', 'border'])
    .meta({ title: 'Classes', description: 'Names of the classes in the order of their codes.' }),
  push_again: z.boolean().default(false).meta({
    title: 'Push again',
    description: 'Make a new version even though this model was pushed before with the same settings.',
  }),
  transfer: z.enum(['auto', 'lfs']).default('auto').meta({
    title: 'Transfer',
    description: 'auto: as the Hub prefers (Xet). lfs: plain uploads only, for strict proxies.',
    cosmetic: true,
  }),
});

export type HFPusherParameters = z.output<typeof parameters>;

/** tfx-addons' HFPusher, with its defects mended (docs/adding-a-destination.md says which). */
export const hfPusher = defineComponent({
  name: 'HFPusher',
  title: 'Hugging Face Hub',
  summary: 'Pushes a blessed model to the Hub with a model card and, if you like, a demo Space',
  category: 'push',
  impl: 1,
  mlmdType: 'tfx_addons.huggingface_pusher.component.HFPusher',
  mlmdBaseType: 'mlmd.Deploy',
  inputs: {
    model: { types: ['Model'], description: 'The model to push' },
    model_blessing: {
      types: ['ModelBlessing'],
      optional: true,
      description: 'Pushed only when this says blessed; without it, always',
    },
    infra_blessing: {
      types: ['InfraBlessing'],
      optional: true,
      description: 'The same for the serving test',
    },
    evaluation: {
      types: ['ModelEvaluation'],
      optional: true,
      description: 'Metrics, thresholds and verdict for the card',
    },
    transform_graph: {
      types: ['TransformGraph'],
      optional: true,
      description: 'The preprocessing, which the static Space needs',
    },
    schema: { types: ['Schema'], optional: true, description: 'What the data looks like, for the card' },
    statistics: {
      types: ['ExampleStatistics'],
      optional: true,
      description: 'Numbers of the data, for the card',
    },
    examples: {
      types: ['Examples'],
      optional: true,
      description: 'Where the example images of a Space come from',
    },
    model_run: {
      types: ['ModelRun'],
      optional: true,
      description: 'Training history and TensorBoard files',
    },
  },
  outputs: { pushed_model: { type: 'PushedModel', description: 'What was pushed where' } },
  parameters,
  cache: 'never',
  effects: 'outside',
  resources: 'light',
  dependsOnRuntime: false,
  secrets: ['huggingface'],
});
