import { attribute } from '../graph/attributes.ts';
import { type GraphBuilder, type GraphTensor, outputOf } from '../graph/graph-builder.ts';
import type { HostTensor } from '../host-tensor.ts';

/** How a feature of a tf.Example becomes a dense tensor of shape [batch, ...shape]. */
export interface FeatureSpec {
  readonly name: string;
  readonly dtype: 'float32' | 'int64' | 'string';
  readonly shape: readonly number[];
  /** Whether an example without the feature is an error; otherwise it counts as zeros or empty strings. */
  readonly required: boolean;
}

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
): GraphTensor[] {
  const none = builder.strings([]);
  const parsed = builder.add('ParseExampleV2', {
    inputs: [
      serialized,
      none,
      none,
      builder.strings(features.map(({ name }) => name)),
      none,
      ...features.map((feature) => builder.constant(defaultValue(feature), `default_${feature.name}`)),
    ],
    attributes: {
      Tdense: attribute.types(features.map(({ dtype }) => dtype)),
      dense_shapes: attribute.shapes(features.map(({ shape }) => shape)),
      num_sparse: attribute.int(0),
      sparse_types: attribute.types([]),
      ragged_value_types: attribute.types([]),
      ragged_split_types: attribute.types([]),
    },
  });
  return features.map((_, index) => outputOf(parsed, index));
}

/** The parser takes an empty tensor for "required". */
function defaultValue({ dtype, shape, required }: FeatureSpec): HostTensor {
  const size = required ? 0 : shape.reduce((product, dimension) => product * dimension, 1);
  const data = {
    float32: () => new Float32Array(size),
    int64: () => new BigInt64Array(size),
    string: () => Array.from({ length: size }, () => new Uint8Array()),
  }[dtype]();
  return { dtype, shape: required ? [0] : shape, data };
}
