import * as z from 'zod';
import { defineComponent } from '../../pipeline/component.ts';

const parameters = z.object({
  repo_id: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'must be "owner/name"')
    .meta({ title: 'Repository', description: 'Model repository on the Hub, as "owner/name".' }),
  revision: z
    .string()
    .regex(/^[\w./-]+$/)
    .default('main')
    .meta({
      title: 'Version',
      description:
        'A version such as v1700000000, a tag, a branch or a commit. A moved branch is seen when the cell is forced.',
    }),
});

export type HFImporterParameters = z.output<typeof parameters>;

/** Brings a pushed version back as a model: to compare with, to start training from, to push elsewhere. */
export const hfImporter = defineComponent({
  name: 'HFImporter',
  title: 'Model from the Hub',
  summary: 'Fetches a model version from the Hugging Face Hub as a baseline or base model',
  category: 'model',
  impl: 1,
  mlmdType: 'tfx.dsl.components.common.importer.Importer',
  mlmdBaseType: null,
  inputs: {},
  outputs: { model: { type: 'Model', description: 'The fetched model' } },
  parameters,
  cache: 'reuse',
  effects: 'none',
  resources: 'light',
  dependsOnRuntime: false,
  secrets: ['huggingface'],
});
