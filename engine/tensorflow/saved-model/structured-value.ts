import { create } from '@bufbuild/protobuf';
import {
  type StructuredValue,
  StructuredValueSchema,
  TypeSpecProto_TypeSpecClass,
} from '../../formats/proto/gen/tensorflow/core/protobuf/struct_pb.js';
import { shapeProto } from '../graph/attributes.ts';
import { dtypeNumber } from '../graph/dtype.ts';
import type { FunctionTensor } from './graph-function.ts';

/** Named tensors as SavedModels describe a function's keyword arguments or its results. */
export type NamedFunctionTensors = readonly (readonly [name: string, tensor: FunctionTensor])[];

/** Named tensors of which some are sparse: each is one tensor, or indices, values and shape. */
export type NamedFunctionInputs = readonly (readonly [name: string, parts: readonly FunctionTensor[]])[];

/** What a function is called with, as Python's `(args, kwargs)`; it takes keywords only. */
export function keywordArguments(inputs: NamedFunctionTensors): StructuredValue {
  return tuple([tuple([]), dictionary(inputs)]);
}

/** What a function is called with that takes one dictionary, each of its tensors dense or the parts of a sparse one. */
export function dictionaryArgument(inputs: NamedFunctionInputs): StructuredValue {
  const fields = inputs.map(
    ([name, [first, values]]) =>
      [
        name,
        values === undefined ? tensorSpec(name, first as FunctionTensor) : sparseTensorSpec(values),
      ] as const,
  );
  return tuple([tuple([fieldsOf(fields)]), fieldsOf([])]);
}

/** A Python dictionary of tensor specs. */
export function dictionary(tensors: NamedFunctionTensors): StructuredValue {
  return fieldsOf(tensors.map(([name, tensor]) => [name, tensorSpec(name, tensor)] as const));
}

function fieldsOf(fields: readonly (readonly [name: string, value: StructuredValue])[]): StructuredValue {
  return create(StructuredValueSchema, {
    kind: { case: 'dictValue', value: { fields: Object.fromEntries(fields) } },
  });
}

/** The spec of a sparse matrix of some values. */
function sparseTensorSpec({ dtype }: FunctionTensor): StructuredValue {
  const shape = create(StructuredValueSchema, {
    kind: { case: 'tensorShapeValue', value: shapeProto([-1, -1]) },
  });
  const type = create(StructuredValueSchema, {
    kind: { case: 'tensorDtypeValue', value: dtypeNumber(dtype) },
  });
  return create(StructuredValueSchema, {
    kind: {
      case: 'typeSpecValue',
      value: {
        typeSpecClass: TypeSpecProto_TypeSpecClass.SPARSE_TENSOR_SPEC,
        typeState: tuple([shape, type]),
        typeSpecClassName: 'SparseTensorSpec',
        numFlatComponents: 3,
      },
    },
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
