import { create } from '@bufbuild/protobuf';
import {
  type AttrValue,
  type AttrValue_ListValue,
  AttrValue_ListValueSchema,
  AttrValueSchema,
  NameAttrListSchema,
} from '../../formats/proto/gen/tensorflow/core/framework/attr_value_pb.js';
import type { TensorProto } from '../../formats/proto/gen/tensorflow/core/framework/tensor_pb.js';
import {
  type TensorShapeProto,
  TensorShapeProtoSchema,
} from '../../formats/proto/gen/tensorflow/core/framework/tensor_shape_pb.js';
import { type DTypeName, dtypeNumber } from './dtype.ts';

export type Shape = readonly number[] | null;

/** A shape as TensorFlow stores it; -1 stands for an unknown size, null for an unknown rank. */
export function shapeProto(shape: Shape): TensorShapeProto {
  return shape === null
    ? create(TensorShapeProtoSchema, { unknownRank: true })
    : create(TensorShapeProtoSchema, { dim: shape.map((size) => ({ size: BigInt(size) })) });
}

/** Makers of node attributes, one for each kind that a NodeDef can hold. */
export const attribute = {
  type: (name: DTypeName): AttrValue => wrap({ case: 'type', value: dtypeNumber(name) }),
  typeNumber: (number: number): AttrValue => wrap({ case: 'type', value: number }),
  int: (value: number): AttrValue => wrap({ case: 'i', value: BigInt(value) }),
  float: (value: number): AttrValue => wrap({ case: 'f', value }),
  bool: (value: boolean): AttrValue => wrap({ case: 'b', value }),
  string: (value: string): AttrValue => wrap({ case: 's', value: new TextEncoder().encode(value) }),
  shape: (value: Shape): AttrValue => wrap({ case: 'shape', value: shapeProto(value) }),
  tensor: (value: TensorProto): AttrValue => wrap({ case: 'tensor', value }),
  function: (name: string): AttrValue => wrap({ case: 'func', value: create(NameAttrListSchema, { name }) }),
  types: (names: readonly DTypeName[]): AttrValue => list({ type: names.map(dtypeNumber) }),
  ints: (values: readonly number[]): AttrValue => list({ i: values.map(BigInt) }),
  floats: (values: readonly number[]): AttrValue => list({ f: [...values] }),
  bools: (values: readonly boolean[]): AttrValue => list({ b: [...values] }),
  shapes: (shapes: readonly Shape[]): AttrValue => list({ shape: shapes.map(shapeProto) }),
} as const;

function wrap(value: AttrValue['value']): AttrValue {
  return create(AttrValueSchema, { value });
}

function list(values: Partial<Omit<AttrValue_ListValue, '$typeName' | '$unknown'>>): AttrValue {
  return wrap({ case: 'list', value: create(AttrValue_ListValueSchema, values) });
}
