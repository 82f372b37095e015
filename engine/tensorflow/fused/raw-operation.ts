import type * as tfjs from '@tensorflow/tfjs';
import type { BindingAttribute } from '../binding.ts';
import { type DTypeName, dtypeNumber } from '../graph/dtype.ts';
import { tensorflow } from '../runtime.ts';

/** Attribute values of TensorFlow operations by name; types are given as `{ type: 'float32' }`. */
export type RawAttributes = Readonly<
  Record<
    string,
    | boolean
    | string
    | { readonly type: DTypeName }
    | { readonly float: number }
    | { readonly int: number }
    | { readonly ints: readonly number[] }
  >
>;

/** Runs a TensorFlow operation that tfjs has no function for; the tensors belong to the current tidy scope. */
export function rawOperation(
  op: string,
  attributes: RawAttributes,
  inputs: readonly tfjs.Tensor[],
  outputCount: number,
): tfjs.Tensor[] {
  return tensorflow().backend.executeMultipleOutputs(op, bindingAttributes(attributes), inputs, outputCount);
}

/** Attributes in the form that the native binding takes. */
export function bindingAttributes(attributes: RawAttributes): BindingAttribute[] {
  return Object.entries(attributes).map(([name, value]) => bindingAttribute(name, value));
}

function bindingAttribute(name: string, value: RawAttributes[string]): BindingAttribute {
  const { binding } = tensorflow().backend;
  if (typeof value === 'boolean') {
    return { name, type: binding.TF_ATTR_BOOL, value };
  }
  if (typeof value === 'string') {
    return { name, type: binding.TF_ATTR_STRING, value };
  }
  if ('type' in value) {
    return { name, type: binding.TF_ATTR_TYPE, value: dtypeNumber(value.type) };
  }
  return 'float' in value
    ? { name, type: binding.TF_ATTR_FLOAT, value: value.float }
    : { name, type: binding.TF_ATTR_INT, value: 'int' in value ? value.int : value.ints };
}
