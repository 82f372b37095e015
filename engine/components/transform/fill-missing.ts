import type * as tfjs from '@tensorflow/tfjs';
import { attribute } from '../../tensorflow/graph/attributes.ts';
import type { DTypeName } from '../../tensorflow/graph/dtype.ts';
import { type GraphBuilder, type GraphTensor, outputOf } from '../../tensorflow/graph/graph-builder.ts';
import { tensorflow } from '../../tensorflow/runtime.ts';
import type { SparseTensor } from '../../tensorflow/serving/parse-examples.ts';
import { currentAnalysis } from './analyzers/analysis.ts';
import { emitBatch } from './raw-inputs.ts';
import { TransformError } from './transform-error.ts';
import { type PreprocessingInput, type SparseParts, sparseParts } from './variable-length.ts';

export interface FillMissingOptions {
  /** Stands where an example has no value; a scalar tensor may come from an analyzer, such as the mean. */
  readonly default: number | string | tfjs.Tensor;
  /**
   * How many values to take of each example; further ones are left out. When it is not given an example may have one
   * value at most.
   */
  readonly length?: number;
}

/**
 * Makes a tensor of shape [batch, length] of a feature that may be missing or have any number of values. Does nothing
 * to features that are tensors already.
 *
 * @throws TransformError "wrong-default"
 */
export function fillMissing(input: PreprocessingInput, options: FillMissingOptions): tfjs.Tensor {
  const sparse = sparseParts(input);
  return sparse === undefined ? (input as tfjs.Tensor) : fill(sparse, options);
}

function fill(sparse: SparseParts, { default: given, length }: FillMissingOptions): tfjs.Tensor {
  const { tf } = tensorflow();
  const { name, rows, indices, values, shape } = sparse;
  const missing = defaultTensor(sparse, given);
  const size = [rows.shape[0] as number, length ?? 1];
  const filled = values.dtype === 'string' ? tf.fill(size, '', 'string') : tf.zeros(size, values.dtype);
  const { recorder } = currentAnalysis();
  recorder.recordCustom(
    `FillMissing ${name} ${length}`,
    [rows, indices, values, shape, missing],
    filled,
    (builder, inputs) => {
      const [, sparseIndices, sparseValues, sparseShape, fallback] = inputs as GraphTensor[] as [
        GraphTensor,
        GraphTensor,
        GraphTensor,
        GraphTensor,
        GraphTensor,
      ];
      return emitToDense(
        builder,
        { indices: sparseIndices, values: sparseValues, shape: sparseShape },
        { name, dtype: values.dtype, fallback, length },
      );
    },
  );
  return filled;
}

/** The default as a scalar of the feature's type. */
function defaultTensor({ name, values }: SparseParts, given: FillMissingOptions['default']): tfjs.Tensor {
  const { tf } = tensorflow();
  const { dtype } = values;
  const isTensor = given instanceof tf.Tensor;
  const isString = isTensor ? given.dtype === 'string' : typeof given === 'string';
  if (isString !== (dtype === 'string') || (isTensor && given.rank !== 0)) {
    throw new TransformError(
      'wrong-default',
      `The default for feature "${name}" must be a ${dtype === 'string' ? 'string' : 'number'}`,
      { hint: 'fillMissing(inputs.age, { default: 0 }), or a tensor of one such value without dimensions' },
    );
  }
  return isTensor ? tf.cast(given, dtype) : tf.scalar(given, dtype);
}

/** Each of TensorFlow's operations takes indices and shapes as int64. */
function emitToDense(
  builder: GraphBuilder,
  { indices, values, shape }: SparseTensor,
  {
    name,
    dtype,
    fallback,
    length,
  }: {
    readonly name: string;
    readonly dtype: DTypeName;
    readonly fallback: GraphTensor;
    readonly length: number | undefined;
  },
): GraphTensor {
  return builder.within(`${FILL_SCOPE}/${name}`, () => {
    const width = builder.constant({
      dtype: 'int64',
      shape: [1],
      data: BigInt64Array.of(BigInt(length ?? 1)),
    });
    const size = builder.add('ConcatV2', {
      name: 'size',
      inputs: [emitBatch(builder, shape), width, builder.scalar(0, 'int32')],
      attributes: { N: attribute.int(2), T: attribute.type('int64'), Tidx: attribute.type('int32') },
    });
    const kept =
      length === undefined
        ? { indices, values }
        : emitSlice(builder, { indices, values, shape }, { size, dtype });
    return builder.add('SparseToDense', {
      name: 'dense',
      inputs: [kept.indices, size, kept.values, fallback],
      attributes: { T: attribute.type(dtype), Tindices: attribute.type('int64') },
    });
  });
}

/** Where `fillMissing` puts its nodes. */
export const FILL_SCOPE = 'fill_missing';

function emitSlice(
  builder: GraphBuilder,
  { indices, values, shape }: SparseTensor,
  { size, dtype }: { readonly size: GraphTensor; readonly dtype: DTypeName },
): Pick<SparseTensor, 'indices' | 'values'> {
  const start = builder.constant({ dtype: 'int64', shape: [2], data: new BigInt64Array(2) });
  const slice = builder.add('SparseSlice', {
    name: 'first_values',
    inputs: [indices, values, shape, start, size],
    attributes: { T: attribute.type(dtype) },
  });
  return { indices: outputOf(slice, 0), values: outputOf(slice, 1) };
}
