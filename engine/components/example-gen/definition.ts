import { defineComponent } from '../../pipeline/component.ts';
import { fingerprint } from './inputs/fingerprint.ts';
import { resolveInputs } from './inputs/resolve-inputs.ts';
import { exampleGenParameters } from './parameters.ts';

export const exampleGen = defineComponent({
  name: 'ExampleGen',
  title: 'Example gen',
  summary: 'Reads images, TFRecord, CSV or Parquet files and writes them as tf.Examples in splits.',
  category: 'data',
  impl: 1,
  mlmdType: 'tfx.components.example_gen.import_example_gen.component.ImportExampleGen',
  mlmdBaseType: 'mlmd.Process',
  inputs: {},
  outputs: { examples: { type: 'Examples', description: 'Records in TFRecord files, one folder a split.' } },
  parameters: exampleGenParameters,
  cache: 'reuse',
  effects: 'none',
  resources: 'compute',
  dependsOnRuntime: false,
  async prepare({ parameters, notebookDirectory, signal }) {
    const inputs = await resolveInputs(parameters, notebookDirectory, signal);
    return {
      files: inputs.splits.flatMap((split) => split.files),
      modules: [],
      executionProperties: {
        span: inputs.span,
        ...(inputs.version === null ? {} : { version: inputs.version }),
        input_fingerprint: await fingerprint(inputs.splits),
      },
    };
  },
});
