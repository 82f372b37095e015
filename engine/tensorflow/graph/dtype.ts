import { DataType } from '../../formats/proto/gen/tensorflow/core/framework/types_pb.js';

/** Names of tensor types as tfjs spells them, with TensorFlow's own for those that tfjs lacks. */
const numbers = {
  float32: DataType.DT_FLOAT,
  double: DataType.DT_DOUBLE,
  int32: DataType.DT_INT32,
  uint8: DataType.DT_UINT8,
  string: DataType.DT_STRING,
  complex64: DataType.DT_COMPLEX64,
  int64: DataType.DT_INT64,
  bool: DataType.DT_BOOL,
  resource: DataType.DT_RESOURCE,
} as const;

export type DTypeName = keyof typeof numbers;

const names = new Map<number, DTypeName>(
  (Object.keys(numbers) as DTypeName[]).map((name) => [numbers[name], name]),
);

/** TensorFlow's number of a type (`DataType` in types.proto). */
export function dtypeNumber(name: DTypeName): DataType {
  return numbers[name];
}

/** The name of a type's number. @throws RangeError for types that no graph of ours uses */
export function dtypeName(number: number): DTypeName {
  const name = names.get(number);
  if (name === undefined) {
    throw new RangeError(`Unsupported TensorFlow type ${number}`);
  }
  return name;
}
