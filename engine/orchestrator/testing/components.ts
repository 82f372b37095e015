import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { type ComponentDefinition, defineComponent } from '../../pipeline/component.ts';

/**
 * Small but real components for tests of the engine: they read and write files, take time, fail and are cancelled as
 * the product's own do. Their executors are in `executors.ts`.
 */
export const testComponents = [
  /** Copies text files of a folder. */
  defineComponent({
    name: 'Gather',
    title: 'Gather',
    summary: 'Copies the files of a folder',
    category: 'data',
    impl: 1,
    mlmdType: 'millrace.testing.Gather',
    mlmdBaseType: 'mlmd.Process',
    inputs: {},
    outputs: { examples: { type: 'Examples', description: 'The files' } },
    parameters: z.object({
      folder: z.string().meta({ widget: 'folder' }),
      title: z.string().default('').meta({ cosmetic: true }),
    }),
    cache: 'reuse',
    effects: 'none',
    resources: 'light',
    dependsOnRuntime: false,
    async prepare({ parameters, notebookDirectory }) {
      const folder = join(notebookDirectory, parameters.folder);
      const names = (await readdir(folder)).sort();
      return {
        files: names.map((name) => join(folder, name)),
        modules: [],
        executionProperties: { span: 0 },
      };
    },
  }),
  /** Counts letters. */
  defineComponent({
    name: 'Count',
    title: 'Count',
    summary: 'Counts letters',
    category: 'data',
    impl: 1,
    mlmdType: 'millrace.testing.Count',
    mlmdBaseType: null,
    inputs: { examples: { types: ['Examples'], description: 'Text' } },
    outputs: { statistics: { type: 'ExampleStatistics', description: 'The count' } },
    parameters: z.object({
      ignoreCase: z.boolean().default(false),
      scale: z.string().default('linear').meta({ cosmetic: true }),
      fail: z.boolean().default(false),
    }),
    cache: 'reuse',
    effects: 'none',
    resources: 'light',
    dependsOnRuntime: false,
  }),
  /** Takes steps, with checkpoints, as training does. */
  defineComponent({
    name: 'Learn',
    title: 'Learn',
    summary: 'Takes steps',
    category: 'model',
    impl: 1,
    mlmdType: 'millrace.testing.Learn',
    mlmdBaseType: 'mlmd.Train',
    inputs: {
      examples: { types: ['Examples'], description: 'Text' },
      statistics: { types: ['ExampleStatistics'], optional: true, description: 'Counts' },
    },
    outputs: {
      model: { type: 'Model', description: 'What was learned' },
      model_run: { type: 'ModelRun', description: 'How' },
    },
    parameters: z.object({
      epochs: z.number().int().default(1),
      module: z.string().optional().meta({ widget: 'module' }),
      /** A file: while it exists, an epoch does not end. */
      waitFor: z.string().optional().meta({ cosmetic: true }),
      stubborn: z.boolean().default(false).meta({ cosmetic: true }),
      crash: z.boolean().default(false).meta({ cosmetic: true }),
    }),
    cache: 'reuse',
    effects: 'none',
    resources: 'tensorflow',
    dependsOnRuntime: true,
    async prepare({ parameters, notebookDirectory }) {
      const modules = parameters.module ? [join(notebookDirectory, parameters.module)] : [];
      return { files: [], modules, executionProperties: {} };
    },
  }),
  /** The newest blessed model, as TFX's LatestBlessedModelStrategy finds it. */
  defineComponent({
    name: 'Choose',
    title: 'Choose',
    summary: 'Finds the newest blessed model',
    category: 'evaluation',
    impl: 1,
    mlmdType: 'tfx.dsl.components.common.resolver.Resolver',
    mlmdBaseType: null,
    inputs: {},
    outputs: {
      model: { type: 'Model', description: 'The model' },
      model_blessing: { type: 'ModelBlessing', description: 'Its blessing' },
    },
    parameters: z.object({}),
    cache: 'never',
    effects: 'none',
    resources: 'light',
    dependsOnRuntime: false,
    resolve({ history }) {
      const blessings = history
        .artifacts('ModelBlessing')
        .filter(({ customProperties }) => customProperties.blessed === 1);
      for (const model of history.artifacts('Model')) {
        const blessing = blessings.find(
          ({ customProperties }) => customProperties.current_model_id === model.id,
        );
        if (blessing) {
          return { model: [model], model_blessing: [blessing] };
        }
      }
      return { model: [], model_blessing: [] };
    },
  }),
  /** Blesses a model that is not worse than the baseline. */
  defineComponent({
    name: 'Judge',
    title: 'Judge',
    summary: 'Blesses a model',
    category: 'evaluation',
    impl: 1,
    mlmdType: 'millrace.testing.Judge',
    mlmdBaseType: 'mlmd.Evaluate',
    inputs: {
      model: { types: ['Model'], description: 'The candidate' },
      baseline_model: { types: ['Model'], optional: true, description: 'The model to beat' },
    },
    outputs: { blessing: { type: 'ModelBlessing', description: 'The verdict' } },
    parameters: z.object({}),
    cache: 'reuse',
    effects: 'none',
    resources: 'compute',
    dependsOnRuntime: false,
  }),
  /** Appends a line to a file outside the pipeline root. */
  defineComponent({
    name: 'Send',
    title: 'Send',
    summary: 'Sends a blessed model away',
    category: 'push',
    impl: 1,
    mlmdType: 'millrace.testing.Send',
    mlmdBaseType: 'mlmd.Deploy',
    inputs: {
      model: { types: ['Model'], description: 'The model' },
      model_blessing: { types: ['ModelBlessing'], optional: true, description: 'The verdict' },
    },
    outputs: { pushed_model: { type: 'PushedModel', description: 'What was sent' } },
    parameters: z.object({ to: z.string() }),
    cache: 'never',
    effects: 'outside',
    resources: 'light',
    dependsOnRuntime: false,
    secrets: ['huggingface'],
  }),
] as readonly unknown[] as readonly ComponentDefinition[];
