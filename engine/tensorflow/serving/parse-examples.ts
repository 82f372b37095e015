import { attribute } from '../graph/attributes.ts';
import { type GraphBuilder, type GraphTensor, outputOf } from '../graph/graph-builder.ts';
import type { HostTensor } from '../host-tensor.ts';

/** How a feature of a tf.Example becomes a dense tensor of shape [batch, ...shape] (`FixedLenFeature` in Python). */
export interface DenseFeatureSpec {
  readonly kind: 'dense';
  readonly name: string;
  readonly dtype: 'float32' | 'int64' | 'string';
  readonly shape: readonly number[];
  /** Whether an example without the feature is an error; otherwise it counts as zeros or empty strings. */
  readonly required: boolean;
}

/** A feature with any number of values, which becomes a sparse tensor (`VarLenFeature` in Python). */
export interface VariableFeatureSpec {
  readonly kind: 'variable';
  readonly name: string;
  readonly dtype: DenseFeatureSpec['dtype'];
}

export type FeatureSpec = DenseFeatureSpec | VariableFeatureSpec;

/** The values of a batch that are there: `indices` int64 [values, 2], `values` [values], `shape` int64 [2]. */
export interface SparseTensor {
  readonly indices: GraphTensor;
  readonly values: GraphTensor;
  readonly shape: GraphTensor;
}

/** A parsed feature: sparse where the number of its values varies. */
export type FeatureTensor = GraphTensor | SparseTensor;

/**
 * Adds TensorFlow's batched parser of serialized examples.
 *
 * @param serialized string, shape [batch]
 * @returns one tensor for each feature, in their order
 */
export function emitParseExamples(
  builder: GraphBuilder,
  serialized: GraphTensor,
  features: readonly FeatureSpec[],
): FeatureTensor[] {
  const dense = features.filter((feature) => feature.kind === 'dense');
  const variable = features.filter((feature) => feature.kind === 'variable');
  const parsed = builder.add('ParseExampleV2', {
    inputs: [
      serialized,
      builder.strings([]),
      builder.strings(variable.map(({ name }) => name)),
      builder.strings(dense.map(({ name }) => name)),
      builder.strings([]),
      ...dense.map((feature) => builder.constant(defaultValue(feature), `default_${feature.name}`)),
    ],
    attributes: {
      Tdense: attribute.types(dense.map(({ dtype }) => dtype)),
      dense_shapes: attribute.shapes(dense.map(({ shape }) => shape)),
      num_sparse: attribute.int(variable.length),
      sparse_types: attribute.types(variable.map(({ dtype }) => dtype)),
      ragged_value_types: attribute.types([]),
      ragged_split_types: attribute.types([]),
    },
  });
  // Outputs: the indices of all sparse features, their values, their shapes, then the dense ones.
  const count = variable.length;
  return features.map((feature) => {
    if (feature.kind === 'dense') {
      return outputOf(parsed, 3 * count + dense.indexOf(feature));
    }
    const [indices, values, shape] = [0, 1, 2].map((part) =>
      outputOf(parsed, part * count + variable.indexOf(feature)),
    ) as [GraphTensor, GraphTensor, GraphTensor];
    return { indices, values, shape };
  });
}

/** The parser takes an empty tensor for "required". */
function defaultValue({ dtype, shape, required }: DenseFeatureSpec): HostTensor {
  const size = required ? 0 : shape.reduce((product, dimension) => product * dimension, 1);
  const data = {
    float32: () => new Float32Array(size),
    int64: () => new BigInt64Array(size),
    string: () => Array.from({ length: size }, () => new Uint8Array()),
  }[dtype]();
  return { dtype, shape: required ? [0] : shape, data };
}
