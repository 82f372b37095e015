import { defineComponent } from '../../pipeline/component.ts';
import { fingerprint } from './inputs/fingerprint.ts';
import { resolveInputs } from './inputs/resolve-inputs.ts';
import { type ExampleGenParameters, exampleGenParameters } from './parameters.ts';

/** TFX has one component a format; images and datasets of the Hub are ours, and recorded as its import. */
const TFX_COMPONENTS: Readonly<Record<ExampleGenParameters['format'], string>> = {
  auto: 'tfx.components.example_gen.import_example_gen.component.ImportExampleGen',
  tfrecord: 'tfx.components.example_gen.import_example_gen.component.ImportExampleGen',
  csv: 'tfx.components.example_gen.csv_example_gen.component.CsvExampleGen',
  parquet: 'tfx.components.example_gen.component.FileBasedExampleGen',
  images: 'tfx.components.example_gen.import_example_gen.component.ImportExampleGen',
  huggingface: 'tfx.components.example_gen.import_example_gen.component.ImportExampleGen',
};

export const exampleGen = defineComponent({
  name: 'ExampleGen',
  title: 'ExampleGen',
  summary: 'Reads images, TFRecord, CSV or Parquet files and writes them as tf.Examples in splits.',
  category: 'data',
  impl: 3,
  mlmdType: ({ format }) => TFX_COMPONENTS[format],
  mlmdBaseType: 'mlmd.Process',
  inputs: {},
  outputs: { examples: { type: 'Examples', description: 'Records in TFRecord files, one folder a split.' } },
  parameters: exampleGenParameters,
  cache: 'reuse',
  effects: 'none',
  resources: 'compute',
  dependsOnRuntime: false,
  // For datasets of the Hub that are private or gated.
  secrets: ['huggingface'],
  async prepare({ parameters, notebookDirectory, signal, secrets }) {
    const inputs = await resolveInputs(parameters, notebookDirectory, { signal, secrets });
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
