import {
  bytesFeature,
  type FeatureValue,
  floatFeature,
  intFeature,
} from '../../formats/example/feature-value.ts';
import type { HostTensor } from '../../tensorflow/host-tensor.ts';
import { BulkInferrerError } from './bulk-inferrer-error.ts';
import type { OutputColumn } from './definition.ts';

/** An output of a batch cut to one example: its values and their sizes without the batch. */
export function sliceOfBatch(tensor: HostTensor, index: number): HostTensor {
  const shape = tensor.shape.slice(1);
  const size = sizeOf(shape);
  const data = tensor.data.slice(index * size, (index + 1) * size) as HostTensor['data'];
  return { dtype: tensor.dtype, shape, data };
}

/**
 * The features a prediction becomes: the column and, where it has two axes or more, `<column>_shape`, since a tf.Example
 * holds flat lists only (row by row).
 */
export function columnFeatures(
  column: OutputColumn,
  outputs: Readonly<Record<string, HostTensor>>,
): readonly (readonly [string, FeatureValue])[] {
  const output = outputs[column.output_key];
  if (output === undefined) {
    throw new BulkInferrerError('no-such-output', `The signature has no output "${column.output_key}"`, {
      hint: `Its outputs are ${Object.keys(outputs).join(', ')}`,
      location: { parameter: 'output_example_spec' },
    });
  }
  const value = column.form === 'class' ? highestClass(output) : output;
  const feature = [column.output_column, toFeature(value)] as const;
  return value.shape.length < 2
    ? [feature]
    : [feature, [`${column.output_column}_shape`, intFeature([...value.shape])]];
}

/** Columns for a signature that none were configured for. */
export function standardColumns(outputs: Readonly<Record<string, HostTensor>>): OutputColumn[] {
  const keys = Object.keys(outputs);
  return keys.map((key) => ({
    output_key: key,
    output_column: keys.length === 1 ? 'prediction' : `prediction_${key}`,
    form: outputs[key]?.dtype === 'float32' && (outputs[key]?.shape.at(-1) ?? 1) > 1 ? 'class' : 'values',
  }));
}

/** The place of the highest value along the last axis; the lowest among equals, as TensorFlow's argmax. */
function highestClass({ shape, data }: HostTensor): HostTensor {
  const classes = shape.at(-1) ?? 1;
  const values = data as Float32Array;
  const codes = new Int32Array(values.length / classes);
  for (let point = 0; point < codes.length; point++) {
    let best = 0;
    for (let index = 1; index < classes; index++) {
      if ((values[point * classes + index] as number) > (values[point * classes + best] as number)) {
        best = index;
      }
    }
    codes[point] = best;
  }
  return { dtype: 'int32', shape: shape.slice(0, -1), data: codes };
}

function toFeature({ data }: HostTensor): FeatureValue {
  if (data instanceof Float32Array) {
    return floatFeature(data);
  }
  if (data instanceof BigInt64Array) {
    return intFeature(data);
  }
  return Array.isArray(data) ? bytesFeature(data) : intFeature(Array.from(data));
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}
