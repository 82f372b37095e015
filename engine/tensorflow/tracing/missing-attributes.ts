import type { BindingAttribute } from '../binding.ts';
import { dtypeNumber } from '../graph/dtype.ts';
import { tensorflow } from '../runtime.ts';
import type { RecordedTensor } from './recording.ts';

/**
 * Type attributes that tfjs-node 4.22 leaves out, by operation, with the input that decides them. Eager execution
 * infers them; a graph does not. Found by comparing each of its kernels with TensorFlow's op definitions.
 */
const inferred: Readonly<Record<string, { readonly name: string; readonly input: number }>> = {
  ExpandDims: { name: 'T', input: 0 },
};

/** The attributes that a graph needs beyond those that tfjs-node set. */
export function missingAttributes(
  op: string,
  attributes: readonly BindingAttribute[],
  inputs: readonly (RecordedTensor | undefined)[],
): BindingAttribute[] {
  const rule = inferred[op];
  const tensor = rule === undefined ? undefined : inputs[rule.input];
  if (rule === undefined || tensor === undefined || attributes.some(({ name }) => name === rule.name)) {
    return [];
  }
  const { TF_ATTR_TYPE } = tensorflow().backend.binding;
  return [{ name: rule.name, type: TF_ATTR_TYPE, value: dtypeNumber(tensor.dtype) }];
}
