import { call, type Python } from '../python/python-code.ts';
import type { CellExporter, CellScope } from './cell-scope.ts';
import { valueToMessage } from './traced-value.ts';

interface OutputExamples {
  readonly output_columns_spec: readonly {
    readonly signature_name: string;
    readonly predict_output: {
      readonly output_columns: readonly { output_key: string; output_column: string; form: string }[];
    };
  }[];
}

const outputShape = {
  type: 'tfx.proto.OutputExampleSpec',
  fields: {
    output_columns_spec: {
      type: 'tfx.proto.OutputColumnsSpec',
      fields: {
        predict_output: {
          type: 'tfx.proto.PredictOutput',
          fields: { output_columns: { type: 'tfx.proto.PredictOutputCol' } },
        },
      },
    },
  },
};

/** TFX writes predictions either as logs or as columns of the Examples, Millrace both. */
export const exportBulkInferrer: CellExporter = (cell) => {
  const { output_columns_spec: specs } = cell.parameters.plain<OutputExamples>('output_example_spec');
  const writesExamples = specs.length > 0 || cell.isRead('output_examples');
  const columns = specs.flatMap(({ predict_output: { output_columns: wanted } }) => wanted);
  if (columns.some(({ form }) => form === 'class'))
    cell.note(
      'TFX writes outputs as they are: the form "class" (the class with the highest value) is left out',
    );
  if (writesExamples && specs.length === 0)
    cell.note('TFX must be told which outputs become columns: fill output_example_spec');
  cell.parameters.settle('prediction_logs');
  cell.note(
    writesExamples
      ? 'TFX writes the predictions as columns of Examples or as logs, not both: here as columns'
      : 'TFX writes the predictions as logs or as columns of Examples, not both: here as logs',
  );
  return call('tfx.components.BulkInferrer', {
    examples: cell.input('examples'),
    model: cell.input('model'),
    model_blessing: cell.input('model_blessing'),
    model_spec: specMessage(cell, 'model_spec', 'tfx.proto.ModelSpec'),
    data_spec: specMessage(cell, 'data_spec', 'tfx.proto.DataSpec'),
    output_example_spec: writesExamples ? valueToMessage(outputShape, withoutForms(specs)) : undefined,
  });
};

function specMessage(cell: CellScope, name: string, type: string): Python | undefined {
  const value = cell.parameters.traced(name);
  return value === undefined ? undefined : valueToMessage({ type }, value);
}

function withoutForms(specs: OutputExamples['output_columns_spec']) {
  return {
    output_columns_spec: specs.map(({ signature_name, predict_output: { output_columns: columns } }) => ({
      signature_name,
      predict_output: {
        output_columns: columns.map(({ output_key, output_column }) => ({ output_key, output_column })),
      },
    })),
  };
}
