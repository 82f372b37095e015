import { create } from '@bufbuild/protobuf';
import {
  type StructuredValue,
  StructuredValueSchema,
} from '../../formats/proto/gen/tensorflow/core/protobuf/struct_pb.js';
import { shapeProto } from '../graph/attributes.ts';
import { dtypeNumber } from '../graph/dtype.ts';
import type { FunctionTensor } from './graph-function.ts';

/** Named tensors as SavedModels describe a function's keyword arguments or its results. */
export type NamedFunctionTensors = readonly (readonly [name: string, tensor: FunctionTensor])[];

/** What a function is called with, as Python's `(args, kwargs)`; it takes keywords only. */
export function keywordArguments(inputs: NamedFunctionTensors): StructuredValue {
  return tuple([tuple([]), dictionary(inputs)]);
}

/** A Python dictionary of tensor specs. */
export function dictionary(tensors: NamedFunctionTensors): StructuredValue {
  const fields = tensors.map(([name, tensor]) => [name, tensorSpec(name, tensor)] as const);
  return create(StructuredValueSchema, {
    kind: { case: 'dictValue', value: { fields: Object.fromEntries(fields) } },
  });
}

/** One tensor spec. */
export function tensorSpec(name: string, { dtype, shape }: FunctionTensor): StructuredValue {
  return create(StructuredValueSchema, {
    kind: {
      case: 'tensorSpecValue',
      value: { name, dtype: dtypeNumber(dtype), shape: shapeProto(shape) },
    },
  });
}

function tuple(values: StructuredValue[]): StructuredValue {
  return create(StructuredValueSchema, { kind: { case: 'tupleValue', value: { values } } });
}
