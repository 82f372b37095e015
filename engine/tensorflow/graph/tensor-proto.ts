import { create } from '@bufbuild/protobuf';
import {
  type TensorProto,
  TensorProtoSchema,
} from '../../formats/proto/gen/tensorflow/core/framework/tensor_pb.js';
import type { HostTensor } from '../host-tensor.ts';
import { shapeProto } from './attributes.ts';
import { dtypeNumber } from './dtype.ts';

/**
 * A constant's value in as few bytes as TensorFlow can read it from: one element when all are equal (a training
 * step's zeros and ones would otherwise be most of the graph), else the raw bytes.
 */
export function tensorProto(tensor: HostTensor): TensorProto {
  const proto = create(TensorProtoSchema, {
    dtype: dtypeNumber(tensor.dtype),
    tensorShape: shapeProto(tensor.shape),
  });
  if (tensor.dtype === 'string') {
    proto.stringVal = [...(tensor.data as Uint8Array[])];
  } else if (isUniform(tensor)) {
    setSingleValue(proto, tensor);
  } else {
    const data = tensor.data as Float32Array;
    proto.tensorContent = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  }
  return proto;
}

/** Whether every element equals the first; NaN counts as equal to itself. */
export function isUniform({ data }: HostTensor): boolean {
  const values = data as ArrayLike<unknown>;
  for (let index = 1; index < values.length; index += 1) {
    if (!Object.is(values[index], values[0])) {
      return false;
    }
  }
  return values.length > 0;
}

function setSingleValue(proto: TensorProto, { dtype, data }: HostTensor): void {
  const value = data[0];
  switch (dtype) {
    case 'float32':
      proto.floatVal = [value as number];
      break;
    case 'int64':
      proto.int64Val = [value as bigint];
      break;
    case 'bool':
      proto.boolVal = [Boolean(value)];
      break;
    default:
      proto.intVal = [value as number];
  }
}
