import type * as tfjs from '@tensorflow/tfjs';
import { attribute } from '../../tensorflow/graph/attributes.ts';
import type { GraphBuilder, GraphTensor } from '../../tensorflow/graph/graph-builder.ts';
import type { FeatureSpec, FeatureTensor, SparseTensor } from '../../tensorflow/serving/parse-examples.ts';
import type { InputSpec } from '../../tensorflow/tracing/trace.ts';
import { type PreprocessingInput, VariableLength } from './variable-length.ts';

/** An input of the traced preprocessing function, and the feature that it belongs to. */
export interface RawInput extends InputSpec {
  readonly feature: string;
}

/** The inputs that the features are to a trace: one for a dense feature, four for one of variable length. */
export function rawInputs(features: readonly FeatureSpec[]): RawInput[] {
  return features.flatMap((spec): RawInput[] => {
    const [name, feature, dtype] = [spec.name, spec.name, tracedType(spec)];
    if (spec.kind === 'dense') {
      return [{ feature, name, dtype, shape: [-1, ...spec.shape] }];
    }
    // Only operations of our own see these, so that their sizes while tracing are of no account.
    return [
      { feature, name: `${name}/rows`, dtype: 'int32', shape: [-1] },
      { feature, name: `${name}/indices`, dtype: 'int32', shape: [1, 2] },
      { feature, name: `${name}/values`, dtype, shape: [1] },
      { feature, name: `${name}/shape`, dtype: 'int32', shape: [2] },
    ];
  });
}

/** What `preprocessingFn` is given, from the tensors of `rawInputs`. */
export function preprocessingInputs(
  features: readonly FeatureSpec[],
  tensors: readonly tfjs.Tensor[],
): Record<string, PreprocessingInput> {
  let next = 0;
  const take = () => tensors[next++] as tfjs.Tensor;
  return Object.fromEntries(
    features.map(({ kind, name }): [string, PreprocessingInput] => {
      if (kind === 'dense') {
        return [name, take()];
      }
      const [rows, indices, values, shape] = [take(), take(), take(), take()];
      return [name, VariableLength.of({ name, rows, indices, values, shape })];
    }),
  );
}

/**
 * Makes the inputs of a trace from parsed features.
 *
 * @param used names of the features that the trace reads; others of variable length are left out
 */
export function emitRawInputs(
  builder: GraphBuilder,
  features: readonly FeatureSpec[],
  tensors: readonly FeatureTensor[],
  used: ReadonlySet<string>,
): GraphTensor[] {
  return features.flatMap((spec, index) => {
    const tensor = tensors[index] as FeatureTensor;
    if (typeof tensor === 'string') {
      return [narrowed(builder, tensor, spec)];
    }
    return used.has(spec.name)
      ? [emitRows(builder, tensor), tensor.indices, narrowed(builder, tensor.values, spec), tensor.shape]
      : ['', '', '', ''];
  });
}

/** tfjs has no 64-bit integers; such features are handed over as 32-bit ones. */
function narrowed(builder: GraphBuilder, tensor: GraphTensor, { dtype }: FeatureSpec): GraphTensor {
  return dtype === 'int64'
    ? builder.add('Cast', {
        inputs: [tensor],
        attributes: { SrcT: attribute.type('int64'), DstT: attribute.type('int32') },
      })
    : tensor;
}

function tracedType({ dtype }: FeatureSpec): InputSpec['dtype'] {
  return dtype === 'int64' ? 'int32' : dtype;
}

/** One zero for each example, since a sparse tensor has no size that is the batch's. */
function emitRows(builder: GraphBuilder, { shape }: SparseTensor): GraphTensor {
  return builder.add('Fill', {
    name: 'rows',
    inputs: [emitBatch(builder, shape), builder.scalar(0, 'int32')],
    attributes: { T: attribute.type('int32'), index_type: attribute.type('int64') },
  });
}

/** The first size of a sparse tensor, int64 [1]. */
export function emitBatch(builder: GraphBuilder, shape: GraphTensor): GraphTensor {
  return builder.add('StridedSlice', {
    name: 'batch',
    inputs: [shape, builder.int32([0]), builder.int32([1]), builder.int32([1])],
    attributes: { T: attribute.type('int64'), Index: attribute.type('int32') },
  });
}

/**
 * The names that a transform graph gives its inputs: `inputs`, `inputs_1`... in the order of the features, as tft does;
 * a sparse one takes three, for indices, values and shape.
 *
 * @returns the names of each feature's tensors
 */
export function rawInputNames(features: readonly FeatureSpec[]): string[][] {
  let next = 0;
  const name = () => {
    next += 1;
    return next === 1 ? 'inputs' : `inputs_${next - 1}`;
  };
  return features.map(({ kind }) => Array.from({ length: kind === 'dense' ? 1 : 3 }, name));
}

/** The tensors that a parsed feature consists of, in the order of `rawInputNames`. */
export function componentsOf(tensor: FeatureTensor): GraphTensor[] {
  return typeof tensor === 'string' ? [tensor] : [tensor.indices, tensor.values, tensor.shape];
}
