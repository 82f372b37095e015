import type * as tfjs from '@tensorflow/tfjs';
import { TransformError } from './transform-error.ts';

/** What stands for a sparse tensor while tracing. */
export interface SparseParts {
  readonly name: string;
  /** One element for each example. */
  readonly rows: tfjs.Tensor;
  readonly indices: tfjs.Tensor;
  readonly values: tfjs.Tensor;
  readonly shape: tfjs.Tensor;
}

const parts = new WeakMap<object, SparseParts>();

/**
 * A feature that may be missing, or have any number of values. tfjs has no tensors for such, so `fillMissing` makes an
 * ordinary one of it; the analyzers that look at all values together take it as it is, and see those that are there.
 */
export class VariableLength {
  /** Makes one that says what to do when it is taken for a tensor. */
  static of(sparse: SparseParts): VariableLength {
    const guarded = new Proxy(new VariableLength(), {
      get(target, property) {
        if (typeof property === 'symbol') {
          return Reflect.get(target, property);
        }
        throw new TransformError(
          'unusable-feature',
          `Feature "${sparse.name}" may be missing or have several values, so it is no tensor`,
          {
            hint: `Use fillMissing(inputs.${sparse.name}, { default: ... }), or give the feature a "shape" in the schema if every example has as many values of it`,
          },
        );
      },
    });
    parts.set(guarded, sparse);
    return guarded;
  }

  protected constructor() {}
}

/** What `preprocessingFn` gets for a feature. */
export type PreprocessingInput = tfjs.Tensor | VariableLength;

/** The parts of a feature of variable length; undefined for tensors. */
export function sparseParts(input: PreprocessingInput): SparseParts | undefined {
  return parts.get(input);
}

/** The values of a feature that are there, for analyzers. */
export function presentValues(input: PreprocessingInput): tfjs.Tensor {
  return sparseParts(input)?.values ?? (input as tfjs.Tensor);
}
