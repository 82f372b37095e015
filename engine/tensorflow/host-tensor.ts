import type { BindingTensor, BindingValues } from './binding.ts';
import { type DTypeName, dtypeName, dtypeNumber } from './graph/dtype.ts';
import { tensorflow } from './runtime.ts';

/** A tensor's values in JavaScript memory, row-major. Strings are byte arrays; int64 is a BigInt64Array. */
export interface HostTensor {
  readonly dtype: DTypeName;
  readonly shape: readonly number[];
  readonly data: BindingValues;
}

/** Hands values to TensorFlow without copying where their alignment allows; the id must be deleted by the caller. */
export function uploadTensor({ dtype, shape, data }: HostTensor): number {
  const { binding } = tensorflow().backend;
  return binding.createTensor(shape, dtypeNumber(dtype), data instanceof BigInt64Array ? halves(data) : data);
}

/** Copies a tensor that TensorFlow made into JavaScript memory and frees it. */
export function takeTensor(tensor: BindingTensor): HostTensor {
  const { binding } = tensorflow().backend;
  const readable = readableTensor(tensor);
  const data = binding.tensorDataSync(readable.id);
  binding.deleteTensor(readable.id);
  return { dtype: dtypeName(readable.dtype), shape: tensor.shape, data };
}

/** The binding cannot read every type; casts the ones that it cannot to one that holds all their values. */
function readableTensor(tensor: BindingTensor): BindingTensor {
  const target = ({ double: 'float32', uint8: 'int32' } as const)[
    dtypeName(tensor.dtype) as 'double' | 'uint8'
  ];
  if (target === undefined) {
    return tensor;
  }
  const { binding } = tensorflow().backend;
  const attributes = [
    { name: 'SrcT', type: binding.TF_ATTR_TYPE, value: tensor.dtype },
    { name: 'DstT', type: binding.TF_ATTR_TYPE, value: dtypeNumber(target) },
  ];
  const [cast] = binding.executeOp('Cast', attributes, [tensor.id], 1);
  binding.deleteTensor(tensor.id);
  return cast as BindingTensor;
}

/** The binding takes int64 values as pairs of 32-bit halves. */
function halves(data: BigInt64Array): Int32Array {
  return new Int32Array(data.buffer, data.byteOffset, data.length * 2);
}
